import type { TopicQuery } from '../topic-query.ts';

export const WORLD_QUERIES = {
  '3d': {
    means:
      '3d generation, 3d reconstruction, gaussian splatting, 3dgs, nerf, mesh, point cloud, 3d asset, ' +
      '3d scene, novel view synthesis, 3d gaussian, scene reconstruction, 4d, 3d object, 3d shape, ' +
      'radiance field, 3d editing, vggt, multi view reconstruction, cad, 3d, 4d generation, 4d reconstruction, ' +
      'surface reconstruction, scene generation, 3d content, text to 3d, image to 3d, voxel, ' +
      'articulated object, slam, structure from motion, camera pose estimation, dynamic scene, view synthesis, ' +
      'part segmentation, geometry reconstruction, multi view geometry, feed forward reconstruction, ' +
      '3d human reconstruction, simulation ready, gaussian primitive, gaussian representation',
    hints:
      'multi view, geometry, geometric, camera pose, depth, view, surface, scannet, reconstruct, ' +
      'reconstruction, asset, scene, rendering, texture',
    against:
      'video generation, robot*, vla, 3d spatial reasoning, spatial reasoning, medical, 3d grid, mri, ' +
      'spatial intelligence, text rendering, depth completion, manipulation, navigation, human motion, llm, ' +
      'mllm, 3d volume, crystal, protein, molecular, world model, visual text rendering, embodied, ' +
      '3d bounding box, 3d hand, benchmark, agent, photorealistic video, gaming world, video editing, ' +
      'human pose, pose estimation',
    enough: 8,
  },
  'human-motion': {
    means:
      'human motion, motion generation, avatar, talking head, human pose, gesture, hand pose, motion capture, ' +
      'smpl, facial animation, human mesh, dance, human body, digital human, talking face, text to motion, ' +
      'character animation, hand object interaction, human object interaction, humanml3d, motion diffusion, ' +
      'motion synthesis, human animation, 3d human, lip sync, human video, motion captioning, ' +
      'hand reconstruction, co speech gesture, face reenactment, human reconstruction, head avatar, ' +
      'hand motion, hand tracking, image animation, character image animation, human scene interaction, ' +
      'full body motion, human dynamics, human pose estimation, motion understanding, imu, human performance, ' +
      'hoi, hand object, human object, human keypoint, hand articulated object, articulated hand, ' +
      'human motion synthesis, physics based character',
    hints:
      'motion, human, skeleton, joint, animation, pose, hand, person, identity, actor, face, body, portrait, ' +
      'expression, facial, human centric',
    against:
      'robot*, humanoid, manipulation, teleoperation, video world model, camera motion, image generation, ' +
      'body of, motion planning, driving, video editing, facial recognition, in the face of, optical flow, ' +
      'vla, egocentric world, navigation',
    enough: 8,
  },
  'world-models': {
    means:
      'world model, world modeling, world simulator, world simulation, interactive world, ' +
      'world foundation model, action conditioned, video world model, genie, world action model, ' +
      'neural game engine, latent world model, jepa, world generation, predictive world, ' +
      'interactive video generation, world exploration, physical world model, cosmos, explorable world, ' +
      'action conditioned world, 3d world, neural simulator, video game world, explorable, neural computer, ' +
      'neural game, world action modeling, world action, world synthesis, embodied world model',
    hints:
      'simulate, next state, dynamics, imagination, predict future, interactive, environment dynamics, ' +
      'rollout, long horizon consistency, controllable, environment simulator, game engine, playable',
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
      'behavior cloning',
    hints:
      'policy, action, simulation, navigation, real world, motor, egocentric, trajectory, pick and place, ' +
      'simpler env, calvin, maniskill, imitation learning',
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
      'robot foundation model, generalist robot policy, gr00t, action chunking, action head, π0, ' +
      'generalist policy, action tokenizer, robot policy',
    hints:
      'robot*, manipulation, libero, vlm, flow matching, policy, vision language model, action, dexterous, ' +
      'simplerenv, humanoid',
    against: 'gui, world model',
    partOf: 'robotics',
    enough: 6,
  },
  driving: {
    means:
      'autonomous driving, self driving, driving, traffic, vehicle, autonomous vehicle, nuscenes, navsim, ' +
      'lane, driver, driving scene, end to end driving, lidar, motion forecasting, bev, waymo, adas, automotive',
    hints:
      'planning, trajectory, scenario, car, perception, transport, transportation, multi camera, bench2drive, ' +
      'urban, mobility, road, trajectory prediction',
    against: 'driving force, data driven, driving factor, driving the, key driver, primary driver, robot*',
    organizations: 'OpenDriveLab, Waymo',
    enough: 6,
  },
  'speech-audio': {
    means:
      'speech, audio, voice, tts, text to speech, asr, speech recognition, music, sound, spoken, speaker, ' +
      'singing, acoustic, audio language model, text to audio, speech synthesis, speech language model, ' +
      'podcast, audio understanding, voice cloning, spoken dialogue, full duplex, audio generation, ' +
      'audio visual, audiovisual, neural codec, audio codec, song, sound event, speech translation, ' +
      'speaker similarity, vocal, transcription, voice agent, speech to speech, phoneme, speech enhancement, ' +
      'speech codec, audio tokenizer',
    hints:
      'streaming, wav, melody, whisper, waveform, mel, duration control, librispeech, listening, ' +
      'paralinguistic, prosody, dialogue',
    against: 'image and video, hate speech, part of speech, video codec, speech act, text image audio',
    categories: 'cs.SD, eess.AS',
    organizations: 'Fish Audio, Kyutai, FunAudioLLM',
    enough: 6,
  },
  music: {
    means:
      'music, musical, song, singing, melody, midi, music generation, symbolic music, singer, lyric, composer, ' +
      'chord, audio music, piano, music understanding, accompaniment, music information retrieval, ' +
      'text to music, soundtrack, video to music, music synthesis, musical score',
    hints: 'audio, vocal, rhythm, composition, pitch, artist, score, timbre, genre, sound',
    against: 'speech recognition, measurement instrument, dance',
    partOf: 'speech-audio',
    enough: 6,
  },
} as const satisfies Readonly<Record<string, TopicQuery>>;
