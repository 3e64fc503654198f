/** What a topic is about, for people: the query that finds its papers stands apart. */
export interface TopicMeaning {
  /** Never changes: people's subscriptions hang on it. */
  readonly slug: string;
  readonly name: string;
  /** One line: the papers that somebody who chose the topic wants to see. */
  readonly meaning: string;
}

/** The topics that every server has: the broad ones first, then what they are made of and their neighbours. */
export const TOPIC_CATALOGUE = [
  { slug: 'agents', name: 'Agents', meaning: 'models that act by themselves: built, trained, tried' },
  { slug: 'reasoning', name: 'Reasoning', meaning: 'models that think in steps: how they do it, how it is trained' },
  { slug: 'reinforcement-learning', name: 'Reinforcement learning', meaning: 'learning from rewards' },
  {
    slug: 'language-models',
    name: 'Language models',
    meaning: 'how language models themselves are built, trained and behave',
  },
  { slug: 'vision-language', name: 'Vision and language', meaning: 'models that understand images with text' },
  { slug: 'image-generation', name: 'Image generation', meaning: 'making and editing images' },
  { slug: 'video', name: 'Video', meaning: 'making, editing and understanding video' },
  { slug: 'robotics', name: 'Robotics', meaning: 'robots and embodied agents: perceiving, planning, moving' },
  { slug: 'speech-audio', name: 'Speech and audio', meaning: 'speech, sound and music: heard and made' },
  { slug: 'efficiency', name: 'Efficiency', meaning: 'the same with less: faster, smaller, cheaper' },
  { slug: 'evaluation', name: 'Evaluation', meaning: 'benchmarks, and how models are measured' },
  { slug: 'safety', name: 'Safety', meaning: 'harm, misuse, attacks, bias and oversight' },
  { slug: 'coding', name: 'Coding', meaning: 'programs written, repaired and tested by models' },
  { slug: 'computer-use', name: 'Computer use', meaning: 'agents that work screens, browsers and phones' },
  { slug: 'tool-use', name: 'Tool use', meaning: 'calling tools, APIs, MCP servers and skills' },
  { slug: 'deep-research', name: 'Deep research', meaning: 'agents that search, browse and write reports' },
  { slug: 'multi-agent', name: 'Multi-agent systems', meaning: 'several agents that work together or compete' },
  { slug: 'memory', name: 'Memory', meaning: 'what agents and models keep from one time to the next' },
  { slug: 'self-improvement', name: 'Self-improvement', meaning: 'models and agents that evolve or teach themselves' },
  {
    slug: 'automated-research',
    name: 'Automated research',
    meaning: 'AI scientists: ideas, experiments, papers, review',
  },
  { slug: 'math', name: 'Mathematics', meaning: 'mathematical problems, proofs and theorem provers' },
  { slug: 'test-time-scaling', name: 'Test-time scaling', meaning: 'more computing at the answer, and its budget' },
  { slug: 'reward-models', name: 'Rewards and preferences', meaning: 'reward models, verifiers, preference learning' },
  { slug: 'pretraining', name: 'Pretraining', meaning: 'training from the ground up, scaling laws, mid-training' },
  { slug: 'training-data', name: 'Training data', meaning: 'data to train on: collected, filtered, synthesised' },
  { slug: 'distillation', name: 'Distillation', meaning: 'a model that learns from another, or from itself' },
  { slug: 'long-context', name: 'Long context', meaning: 'very long inputs, and compressing them' },
  { slug: 'retrieval', name: 'Retrieval', meaning: 'search, embeddings, reranking and retrieval-augmented generation' },
  { slug: 'multilingual', name: 'Languages', meaning: 'translation, and languages other than English' },
  { slug: 'factuality', name: 'Factuality', meaning: 'hallucination, uncertainty and calibration' },
  {
    slug: 'diffusion-language-models',
    name: 'Diffusion language models',
    meaning: 'text by denoising instead of word by word',
  },
  {
    slug: 'architectures',
    name: 'Architectures',
    meaning: 'attention, state spaces, recurrence: how networks are made',
  },
  {
    slug: 'mixture-of-experts',
    name: 'Mixture of experts',
    meaning: 'networks of which only some parts work at a time',
  },
  { slug: 'compression', name: 'Compression', meaning: 'quantisation, pruning and fewer tokens' },
  {
    slug: 'inference',
    name: 'Inference and systems',
    meaning: 'serving, caches, speculative decoding, kernels, clusters',
  },
  {
    slug: 'optimization',
    name: 'Optimisation and theory',
    meaning: 'optimisers, training dynamics, why learning works',
  },
  { slug: 'interpretability', name: 'Interpretability', meaning: 'what happens inside a model, and steering it there' },
  { slug: 'security', name: 'Security', meaning: 'jailbreaks, injections, poisoning, privacy, watermarks, fakes' },
  {
    slug: 'unified-models',
    name: 'Unified and omni models',
    meaning: 'one model for many media: understanding, making or both',
  },
  {
    slug: 'computer-vision',
    name: 'Computer vision',
    meaning: 'detection, segmentation, depth, tracking, visual features',
  },
  { slug: 'documents', name: 'Documents', meaning: 'OCR, charts, tables, slides and forms' },
  {
    slug: 'spatial-intelligence',
    name: 'Spatial intelligence',
    meaning: 'understanding space, viewpoint and geometry',
  },
  { slug: 'image-editing', name: 'Image editing', meaning: 'changing and restoring images, keeping what should stay' },
  { slug: 'diffusion-models', name: 'Diffusion models', meaning: 'diffusion and flow matching: media by denoising' },
  { slug: 'video-generation', name: 'Video generation', meaning: 'making and editing video' },
  { slug: 'video-understanding', name: 'Video understanding', meaning: 'questions about video, events, long video' },
  { slug: '3d', name: '3D', meaning: 'reconstructing and making shapes and scenes' },
  { slug: 'human-motion', name: 'People in motion', meaning: 'bodies, faces, hands and avatars' },
  { slug: 'world-models', name: 'World models', meaning: 'models that foresee how a world goes on' },
  { slug: 'vision-language-action', name: 'Vision-language-action', meaning: 'models that see, read and move a robot' },
  { slug: 'driving', name: 'Driving', meaning: 'autonomous driving and traffic' },
  { slug: 'music', name: 'Music', meaning: 'music made and understood' },
  { slug: 'society', name: 'People and society', meaning: 'users, personas, education, law, work and opinion' },
  { slug: 'science', name: 'Science', meaning: 'physics, chemistry, materials, Earth and climate' },
  { slug: 'biology', name: 'Biology', meaning: 'proteins, genes, cells, molecules for drugs, brains' },
  { slug: 'medicine', name: 'Medicine', meaning: 'patients, clinics, medical images, health' },
  { slug: 'recommendation', name: 'Recommendation', meaning: 'recommender systems, ranking, advertising, shops' },
  { slug: 'time-series', name: 'Time series and tables', meaning: 'forecasting, tabular data, finance' },
  { slug: 'graphs', name: 'Graphs', meaning: 'graph learning and knowledge graphs' },
] as const satisfies readonly TopicMeaning[];

export type TopicSlug = (typeof TOPIC_CATALOGUE)[number]['slug'];
