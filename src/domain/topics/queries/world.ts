import type { TopicQuery } from '../topic-query.ts';

export const WORLD_QUERIES = {
  '3d': {
    means:
      '3d generation, 3d reconstruction, gaussian splatting, 3dgs, nerf, mesh, point cloud, 3d asset, 3d scene, ' +
      'novel view synthesis, 3d gaussian, scene reconstruction, 4d, 3d object, 3d shape, radiance field, ' +
      '3d editing, vggt, multi view reconstruction, cad, 3d, 4d generation, 4d reconstruction, ' +
      'surface reconstruction, scene generation, 3d content, text to 3d, image to 3d, voxel, articulated object, ' +
      'slam, structure from motion, camera pose estimation, dynamic scene, view synthesis, part segmentation, ' +
      'geometry reconstruction, multi view geometry, feed forward reconstruction, 3d human reconstruction, ' +
      'simulation ready, gaussian primitive, gaussian representation, 3d scene generation, 3d world, ' +
      'point cloud registration, 4d world, sim ready, indoor scene, 3d layout generation, textured mesh, rigged, ' +
      'neural rendering, shape generation, mesh generation, texturing, texture generation, photogrammetry, ' +
      '3d vision, 3d understanding, 3d perception, 3d tracking, point map, pointmap, scene completion, ' +
      'shape completion, 3d completion, 3d representation, 3d foundation model, relightable, rigging, skinning, ' +
      'mesh reconstruction, 3d modeling',
    hints:
      'multi view, geometry, geometric, camera pose, depth, view, scannet, reconstruct, reconstruction, asset, ' +
      'rendering, texture, surface',
    against:
      'video generation, robot*, vla, 3d spatial reasoning, spatial reasoning, medical, 3d grid, mri, ' +
      'spatial intelligence, text rendering, depth completion, manipulation, human motion, 3d volume, crystal, ' +
      'protein, molecular, world model, visual text rendering, 3d bounding box, 3d hand, photorealistic video, ' +
      'gaming world, video editing, human pose, pose estimation, text to image',
    enough: 8,
  },
  'human-motion': {
    means:
      'human motion, motion generation, avatar, talking head, human pose, gesture, hand pose, motion capture, ' +
      'smpl, facial animation, human mesh, dance, human body, digital human, talking face, text to motion, ' +
      'character animation, hand object interaction, human object interaction, humanml3d, motion diffusion, ' +
      'motion synthesis, human animation, 3d human, lip sync, human video, motion captioning, ' +
      'hand reconstruction, co speech gesture, face reenactment, human reconstruction, head avatar, hand motion, ' +
      'hand tracking, image animation, character image animation, human scene interaction, full body motion, ' +
      'human dynamics, human pose estimation, motion understanding, imu, human performance, hoi, hand object, ' +
      'human object, human keypoint, hand articulated object, articulated hand, human motion synthesis, ' +
      'physics based character, facial expression, talking face generation, motion imitation, ' +
      'simulated character, face animation, gait, body pose, body motion, person animation, human avatar, ' +
      'portrait animation, pose estimation of human, human centric video, motion retargeting, talking character, ' +
      'digital avatar, human pose generation, sign language, hand gesture, locomotion of character, ' +
      'motion tracking of human, body tracking, motion language model',
    hints:
      'motion, human, skeleton, joint, animation, pose, hand, person, identity, actor, face, body, portrait, ' +
      'expression, facial, human centric',
    against:
      'robot*, manipulation, teleoperation, video world model, camera motion, image generation, body of, ' +
      'motion planning, driving, video editing, facial recognition, in the face of, optical flow, vla, ' +
      'egocentric world, navigation, animal',
    enough: 7,
  },
  'world-models': {
    means:
      'world model, world modeling, world simulator, world simulation, interactive world, ' +
      'world foundation model, action conditioned, video world model, genie, world action model, ' +
      'neural game engine, latent world model, jepa, world generation, predictive world, ' +
      'interactive video generation, world exploration, physical world model, cosmos, explorable world, ' +
      'action conditioned world, 3d world, neural simulator, video game world, explorable, neural computer, ' +
      'neural game, world action modeling, world action, world synthesis, embodied world model, ' +
      'video prediction, latent dynamic, future prediction, next state prediction, environment simulation, ' +
      'learned simulator, simulated environment model, world dynamics, interactive environment generation, ' +
      'world prediction, game world, gui world model, simulating environment, video prediction model, ' +
      'world knowledge simulation, physics aware simulator, generative simulator, agentic world model, ' +
      'latent imagination, predict next frame, interactive simulation',
    hints:
      'simulate, next state, dynamics, imagination, predict future, environment dynamics, rollout, ' +
      'long horizon consistency, controllable, environment simulator, game engine, playable, future, action',
    against: 'real world model, open world model, serve as a world model, as world model',
    enough: 6,
  },
  robotics: {
    means:
      'robot*, embodied, manipulation, vla, vision language action, humanoid, dexterous, grasp, grasping, ' +
      'locomotion, teleoperation, visuomotor, sim to real, embodied navigation, visual navigation, quadruped, ' +
      'bimanual, embodied ai, embodied agent, physical ai, drone, uav, whole body control, libero, ' +
      'diffusion policy, embodied intelligence, object navigation, vision language navigation, robot learning, ' +
      'world action model, action policy, loco manipulation, tactile, vision and language navigation, ' +
      'motion planning, mobile manipulation, egocentric human, gripper, aerial, robotic manipulation, ' +
      'behavior cloning, end effector, robot arm, mobile robot, legged robot, robot control, robot navigation, ' +
      'grasp synthesis, imitation from human video, physical robot, robot foundation, uav navigation, ' +
      'robot data, assembly task',
    hints:
      'policy, action, navigation, real world, motor, egocentric, trajectory, pick and place, simpler env, ' +
      'calvin, maniskill, imitation learning',
    against:
      'image manipulation, gui, web agent, driving, text to image, video editing, belief manipulation, ' +
      'user manipulation, self driving, data manipulation, game, drone view, crystal, tts, speech, accent, ' +
      'human motion, distillation, gesture, survey of on policy, jailbreak',
    categories: 'cs.RO',
    organizations: 'Intern Robotics, LeRobot, Physical Intelligence, AgiBot, GigaAI-Research',
    enough: 7,
  },
  'vision-language-action': {
    means:
      'vision language action, vla, vla model, openvla, pi0, action expert, world action model, action token, ' +
      'robot foundation model, gr00t, action chunking, action head, π0, action tokenizer',
    hints:
      'robot*, manipulation, libero, vlm, flow matching, policy, vision language model, action, dexterous, ' +
      'simplerenv, humanoid, robot policy, generalist policy, generalist robot policy',
    against: 'gui, video world model',
    partOf: 'robotics',
    enough: 6,
  },
  driving: {
    means:
      'autonomous driving, self driving, driving, traffic, autonomous vehicle, nuscenes, navsim, lane, driver, ' +
      'driving scene, end to end driving, lidar, motion forecasting, bev, waymo, adas, automotive, ' +
      'traffic simulation, road scene, urban driving, vehicle trajectory, driving policy, driving simulator, ' +
      'occupancy prediction, driving world model, traffic signal, road user, pedestrian',
    hints:
      'planning, trajectory, scenario, car, perception, transport, transportation, multi camera, bench2drive, ' +
      'urban, mobility, road, trajectory prediction, vehicle',
    against: 'driving force, data driven, driving factor, driving the, key driver, primary driver, robot*',
    organizations: 'OpenDriveLab, Waymo',
    enough: 6,
  },
  'speech-audio': {
    means:
      'speech, audio, voice, tts, text to speech, asr, speech recognition, music, sound, spoken, speaker, ' +
      'singing, acoustic, audio language model, text to audio, speech synthesis, speech language model, podcast, ' +
      'audio understanding, voice cloning, spoken dialogue, full duplex, audio generation, audio visual, ' +
      'audiovisual, neural codec, audio codec, song, sound event, speech translation, speaker similarity, vocal, ' +
      'transcription, voice agent, speech to speech, phoneme, speech enhancement, speech codec, audio tokenizer, ' +
      'phonetic, diarization, speaker diarization, voice conversion, keyword spotting, speech emotion, ' +
      'audio captioning, audio reasoning, spoken language, sound generation, foley, hearing, ' +
      'voice cloning model, binaural, audio event',
    hints:
      'streaming, wav, melody, whisper, waveform, mel, duration control, librispeech, listening, paralinguistic, ' +
      'prosody, dialogue',
    against:
      'image and video, hate speech, part of speech, video codec, speech act, text image audio, talking face, ' +
      'facial, video understanding, video llm, gesture',
    categories: 'cs.SD, eess.AS',
    organizations: 'Fish Audio, Kyutai, FunAudioLLM',
    enough: 6,
  },
  music: {
    means:
      'music, musical, song, singing, melody, midi, music generation, symbolic music, singer, lyric, composer, ' +
      'chord, audio music, piano, music understanding, accompaniment, music information retrieval, ' +
      'text to music, soundtrack, video to music, music synthesis, musical score, musician, ' +
      'music recommendation, instrument, music transcription, songwriting, music language model, text to song, ' +
      'audio source separation, beat, music representation',
    hints: 'audio, vocal, rhythm, composition, pitch, artist, score, timbre, genre, sound',
    against: 'speech recognition, measurement instrument, dance',
    partOf: 'speech-audio',
    enough: 6,
  },
} as const satisfies Readonly<Record<string, TopicQuery>>;
