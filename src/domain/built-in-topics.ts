/** A named query over papers. */
export interface Topic {
  /** Never changes: people's subscriptions hang on it. */
  readonly slug: string;
  readonly name: string;
  /**
   * Words and phrases that mean the topic wherever they stand in a title or among the keywords. Matched by whole words,
   * whatever their case, hyphens or a plural `s`; a trailing `*` stands for any ending. Separated by commas.
   */
  readonly words: string;
}

/** The topics that every server has. Their order is the order in which a paper's topics are shown. */
export const BUILT_IN_TOPICS: readonly Topic[] = [
  {
    slug: 'agents',
    name: 'Agents',
    words:
      'agent, agentic, multi agent, tool use, tool calling, tool integrated, computer use, web navigation, gui, ' +
      'deep research, function calling, autonomous research, swe bench, workflow',
  },
  {
    slug: 'reasoning',
    name: 'Reasoning',
    words:
      'reason*, chain of thought, cot, math*, theorem*, proof, proving, logic*, thinking, test time scaling, ' +
      'test time compute, planning, self verification, olympiad',
  },
  {
    slug: 'reinforcement-learning',
    name: 'Reinforcement learning',
    words:
      'reinforcement learning, reinforcement, rl, rlhf, rlvr, grpo, ppo, dpo, policy optimization, ' +
      'policy gradient, preference optimization, reward, reward model*, on policy, off policy, ' +
      'on policy distillation, credit assignment, actor critic',
  },
  {
    slug: 'language-models',
    name: 'Language models',
    words:
      'language model*, llm, slm, large language model*, pretraining, pre training, instruction tuning, ' +
      'fine tuning, supervised fine tuning, post training, tokeniz*, tokenis*, transformer, retrieval augmented, ' +
      'rag, long context, in context learning, in context, prompt*, code generation, coding, gpt*, ' +
      'diffusion language model*, mixture of experts, moe, embedding, translation, dialogue, multilingual, ' +
      'text generation',
  },
  {
    slug: 'vision-language',
    name: 'Vision and language',
    words:
      'vision language, vlm, mllm, lvlm, multimodal, multi modal, visual question answering, vqa, ' +
      'visual reasoning, visual understanding, visual grounding, image text, clip, captioning, ocr, ' +
      'document understanding, document parsing, omni, spatial understanding, spatial reasoning, ' +
      'spatial intelligence, visual, vision, perception, segmentation, object detection, chart',
  },
  {
    slug: 'image-generation',
    name: 'Image generation',
    words:
      'image generation, text to image, image editing, image synthesis, diffusion, diffusion model*, ' +
      'diffusion transformer, dit, flow matching, rectified flow, stable diffusion, flux, image restoration, ' +
      'super resolution, inpainting, personalization, style transfer, generative model*, image tokeniz*, ' +
      'autoregressive image, visual generation, 3d generation, gaussian splatting, 3dgs, nerf, texture, denoising',
  },
  {
    slug: 'video',
    name: 'Video',
    words:
      'video, text to video, image to video, video generation, video diffusion, video understanding, ' +
      'video editing, temporal grounding, film, movie, camera control, world model*, talking head, human motion, ' +
      'streaming video, 4d',
  },
  {
    slug: 'robotics',
    name: 'Robotics',
    words:
      'robot*, embodied, manipulation, vision language action, vla, humanoid, dexterous, grasp*, locomotion, ' +
      'autonomous driving, self driving, driving, navigation, sim to real, imitation learning, teleoperation, ' +
      'egocentric, visuomotor, drone, uav, slam',
  },
  {
    slug: 'speech-audio',
    name: 'Speech and audio',
    words:
      'speech, audio, music, voice, sound, text to speech, tts, asr, speech recognition, spoken, speaker, singing, ' +
      'acoustic, codec, podcast, audiovisual, audio visual',
  },
  {
    slug: 'efficiency',
    name: 'Efficiency',
    words:
      'efficien*, quantiz*, quantis*, pruning, sparse, sparsity, distillation, compression, speculative decoding, ' +
      'kv cache, cache, inference acceleration, acceleration, accelerating, low rank, lora, parameter efficient, ' +
      'peft, linear attention, sparse attention, flash attention, throughput, latency, lightweight, low bit, ' +
      'memory efficient, parallelism, kernel, on device, faster, mamba, state space, scaling law, token reduction, ' +
      'token pruning, few step, one step, single step',
  },
  {
    slug: 'evaluation',
    name: 'Evaluation',
    words:
      'benchmark*, evaluating, evaluation, leaderboard, bench, llm as a judge, judge, assessment, assessing, ' +
      'testbed, arena, diagnos*, failure mode, audit*, probing, human preference, survey',
  },
  {
    slug: 'safety',
    name: 'Safety',
    words:
      'safe, safety, alignment, jailbreak*, red teaming, red team, adversarial, attack, backdoor, unlearning, ' +
      'hallucinat*, bias, fairness, toxic*, privacy, watermark*, deepfake, trustworth*, robustness, guardrail, ' +
      'prompt injection, interpretab*, explainab*, misinformation, harmful, deception, sycophan*, security, ' +
      'vulnerabilit*, malicious, refusal, uncertainty, calibration',
  },
];
