import type { TopicQuery } from '../topic-query.ts';

export const LANGUAGE_QUERIES = {
  reasoning: {
    means:
      'reasoning, reasoner, chain of thought, cot, thinking, thought, lrm, overthinking, think, deliberation, ' +
      'logical',
    hints: 'rlvr, verifiable reward, grpo, aime, math, mathematical, puzzle, deduction, multi step, self correction',
    against: 'robot*, embodied, vla, vision language action, video generation, image editing',
    enough: 8.5,
  },
  'reinforcement-learning': {
    means:
      'reinforcement learning, rl, rlvr, rlhf, grpo, ppo, gspo, dapo, reinforced, reinforcing, ' +
      'policy optimization, policy optimisation, policy gradient, actor critic, q learning, ' +
      'markov decision process, verifiable reward, agentic rl, reward shaping, offline rl, ' +
      'reinforcement finetuning, reinforcement fine tuning, rl training, rl post training',
    hints:
      'reward, rollout, advantage, policy, critic, on policy, off policy, exploration, exploitation, ' +
      'credit assignment, reinforce',
    enough: 6.5,
  },
  'language-models': {
    means:
      'language model, llm, large language model, slm, small language model, language modeling, ' +
      'language modelling, next token prediction, instruction tuning, instruction following, tokenizer, ' +
      'in context learning, story generation, creative writing, llm routing, in context, open weight model, ' +
      'base model, llm post training, language model training, frozen llm, instruction hierarchy, pretraining, ' +
      'pre training, llm training, lora merging, model merging, factual knowledge, parametric knowledge, ' +
      'knowledge recall, language generation, residual connection, technical report, open weight',
    hints:
      'post training, mid training, sft, supervised fine tuning, finetuning, fine tuning, transformer, ' +
      'decoding, attention layer, gpt, llama, qwen, gemma, olmo, scaling law, prompt, autoregressive, ' +
      'hidden state, perplexity, token prediction, foundation model, active parameters, trillion',
    against:
      'agent, agentic, multimodal, mllm, vlm, lvlm, vision, visual, video, image, audio, speech, ' +
      'reinforcement learning, rl, rlvr, grpo, robot*, rag, coding, software, medical, clinical, jailbreak*, ' +
      'attack, persona, recommend*, benchmark, math, theorem, graph, legal, vla, gui, reward model, judge, ' +
      'multilingual, translation, music, recommendation, quantization, kv cache, kv caching, sparse attention, ' +
      'speculative decoding, pruning, code generation, heuristic, data selection, data synthesis, ' +
      'data diversity, sparse autoencoder, binarization, persona simulation, user simulation, ' +
      'user representation',
    enough: 7.5,
  },
  math: {
    means:
      'theorem, theorem proving, theorem prover, lean, formal proof, autoformalization, mathematics, ' +
      'mathematician, olympiad, imo, aimo, math research, conjecture, proof, erdos, mathematical problem, ' +
      'math problem, math word',
    hints: 'math, mathematical, aime, algebra, geometry problem, lemma, formal, gsm8k, number theory',
    organizations: 'Project Numina, Axiom Math',
    enough: 5,
  },
  pretraining: {
    means:
      'pretraining, pre training, pretrain, mid training, midtraining, continual pretraining, ' +
      'continued pretraining, continual pre training, pre trained from scratch, scaling law, ' +
      'training from scratch, data mixing, data mixture, pretraining data, pretraining corpus',
    hints:
      'trillion token, billion token, corpus, corpora, common crawl, base model, language modeling, ' +
      'convergence, llm',
    against:
      'video, robot*, vla, speech, audio, image, diffusion, reinforcement learning, rl, recommendation, music, ' +
      'symbolic, multimodal',
    enough: 6,
  },
  'training-data': {
    means:
      'dataset, data synthesis, synthetic data, data curation, data engine, data generation, data selection, ' +
      'data filtering, data mixture, data mixing, training data, corpus, synthetic dataset, data pipeline, ' +
      'data quality, data valuation, data scaling, task synthesis, trajectory synthesis, data construction, ' +
      'data efficient, data centric, environment synthesis, instruction data, data augmentation, ' +
      'synthetic trajectory, synthetic task, data collection, open data, data attribution, ' +
      'large scale dataset, synthesizing, data engineering, data generation pipeline, dataset distillation, ' +
      'dataset of, data scarcity, data construction pipeline, data synthesis pipeline, verifiable environment, ' +
      'scaling environment, environment construction, curated dataset, scale dataset, pair dataset, ' +
      'data processing, data synthesis strategy, agentic task synthesis, data diversity, ' +
      'instruction selection, data lineage',
    hints:
      'curated, curate, annotation, annotated, synthesize, filtering, pipeline, million, k samples, ' +
      'expert trajectory, high quality data, open source, trajectories, triplet',
    against:
      'evaluation set, test set, benchmark designed, benchmark comprising, evaluation benchmark, ' +
      'benchmark for, benchmarking, pipeline parallelism',
    enough: 8,
  },
  distillation: {
    means:
      'distillation, distill, distilled, distilling, self distillation, on policy distillation, ' +
      'knowledge distillation, dataset distillation, distribution matching distillation, ' +
      'distillation framework, distillation method, teacher model, student model',
    hints: 'small model, cross encoder, teacher, student, knowledge transfer',
    enough: 8,
  },
  'long-context': {
    means:
      'long context, context length, context compression, 128k, length extrapolation, length generalization, ' +
      'context extension, long document, 1m token, needle in a haystack, longbench, infinite context, ' +
      'long form context, context rot, context growth, long context inference',
    hints:
      'sparse attention, kv cache, memory, 32k, 64k, 256k, recurrent, subquadratic, linear attention, ' +
      'long sequence, long range, ultra long, ruler, context window, million token',
    enough: 5.5,
  },
  retrieval: {
    means:
      'retrieval, rag, retriever, retrieve, retrieval augmented generation, dense retrieval, reranking, ' +
      'reranker, rerank, information retrieval, embedding model, text embedding, dense embedding, ' +
      'search engine, semantic search, vector search, nearest neighbor search, late interaction, graphrag, ' +
      'passage, bm25, colbert, multi vector, multimodal embedding, sentence embedding, document retrieval, ' +
      'cross encoder, bi encoder, query expansion, retrieved context, retrieved knowledge, ' +
      'knowledge based visual question answering, knowledge based vqa',
    hints: 'search, query, corpus, index, indexing, beir, mteb, recall, relevance, document',
    against: 'deep research, video generation, robot*, long context',
    categories: 'cs.IR',
    enough: 6.5,
  },
  multilingual: {
    means:
      'multilingual, multilinguality, cross lingual, crosslingual, low resource language, translation, ' +
      'machine translation, translate, non english, indic, arabic, hindi, vietnamese, indonesian, kazakh, ' +
      'turkish, persian, swahili, bengali, urdu, dialect, code switching, 100 languages, language specific, ' +
      'ukrainian, hebrew, romanian, sanskrit, yoruba, basque, catalan, portuguese, african language, ' +
      'polish language, japanese, korean, indian language, european language, minority language',
    hints:
      'english, language, linguistic, cultural, flores, tokenizer, low resource, polish, chinese, german, ' +
      'french, spanish, russian, thai, african',
    against:
      'image translation, speech, tts, programming language, singing, voice, web coding, visual document, ' +
      'environment',
    organizations: 'SpeakLeash | Spichlerz',
    enough: 6,
  },
  factuality: {
    means:
      'hallucination, hallucinate, hallucinated, factuality, factual, fact checking, fact check, ' +
      'claim verification, uncertainty estimation, uncertainty quantification, abstention, abstain, ' +
      'truthfulness, knowledge boundary, confidence calibration, uncertainty calibration, ' +
      'hallucination detection, mitigating hallucination, factual accuracy, factual knowledge, ' +
      'parametric knowledge, hallucination mitigation, post hoc calibration, calibrated uncertainty, ' +
      'predictive uncertainty, well calibrated',
    hints:
      'trustworthy, reliability, evidence, citation, verification, unreliable, uncertainty, confidence, ' +
      'calibration, calibrated, faithfulness, attribution, know when, misinformation, verifiability, ' +
      'groundedness, overconfidence, overconfident',
    against:
      'video generation, diffusion, robot*, world model, tts, 3d, image editing, peer review, agent, reviewer, ' +
      'gui',
    enough: 7.5,
  },
  'diffusion-language-models': {
    means:
      'diffusion language model, diffusion large language model, dllm, dlm, mdlm, masked diffusion, ' +
      'discrete diffusion, block diffusion, llada, diffusion llm, text diffusion, remasking, ' +
      'masked diffusion language model, diffusion based language model, dream 7b',
    hints: 'denoising, parallel decoding, unmasking, mask token, autoregressive',
    against: 'visual generation, image generation, text to image, robotic, discrete visual, speculative decoding',
    enough: 5,
  },
} as const satisfies Readonly<Record<string, TopicQuery>>;
