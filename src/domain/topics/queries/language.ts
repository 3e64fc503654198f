import type { TopicQuery } from '../topic-query.ts';

export const LANGUAGE_QUERIES = {
  reasoning: {
    means:
      'reasoning, reasoner, chain of thought, cot, thinking, thought, lrm, overthinking, think, deliberation, ' +
      'logical, llm reasoning, reasoning model, reasoning trace, reasoning chain, reasoning path, ' +
      'reasoning process, latent reasoning, mathematical reasoning, reasoning capability, reasoning ability, ' +
      'visual reasoning, step by step reasoning, logic puzzle, deductive, inductive reasoning, causal reasoning, ' +
      'commonsense, abstract reasoning, arc agi, long cot, system 2, reasoning llm, puzzle solving',
    hints:
      'rlvr, verifiable reward, grpo, aime, mathematical, puzzle, deduction, multi step, self correction, gsm8k, ' +
      'math500, rl, reinforcement learning, post training, reward',
    against:
      'robot*, embodied, vla, vision language action, video generation, image editing, image generation, ' +
      'visual generation, deep research, 3d',
    enough: 9,
  },
  'reinforcement-learning': {
    means:
      'reinforcement learning, rl, rlvr, rlhf, grpo, ppo, gspo, dapo, reinforced, reinforcing, ' +
      'policy optimization, policy optimisation, policy gradient, actor critic, q learning, ' +
      'markov decision process, verifiable reward, agentic rl, reward shaping, offline rl, ' +
      'reinforcement finetuning, reinforcement fine tuning, rl training, rl post training, bandit, td learning, ' +
      'model based rl, rlaif, rl environment, online rl, multi turn rl, reward maximization, group relative, ' +
      'q function, value based rl, entropy collapse, policy update',
    hints:
      'rollout, advantage, policy, critic, on policy, off policy, exploration, exploitation, credit assignment, ' +
      'reinforce, reward signal',
    enough: 6,
  },
  'language-models': {
    means:
      'language model, llm, large language model, slm, small language model, language modeling, ' +
      'language modelling, instruction tuning, instruction following, tokenizer, in context learning, ' +
      'story generation, creative writing, llm routing, in context, open weight model, base model, ' +
      'llm post training, language model training, frozen llm, instruction hierarchy, pretraining, pre training, ' +
      'llm training, lora merging, model merging, factual knowledge, parametric knowledge, knowledge recall, ' +
      'language generation, residual connection, open weight, trillion token, total parameter, pre trained on, ' +
      'language model pretraining, residual, vocabulary, decoding strategy, encoder language model, bert, ' +
      'linguistic, syntactic, catastrophic forgetting, knowledge injection, text generation, llm behavior, ' +
      'prompt sensitivity, causal language model, lora, language model behavior',
    hints:
      'post training, mid training, finetuning, fine tuning, transformer, decoding, attention layer, gpt, llama, ' +
      'qwen, gemma, olmo, scaling law, prompt, autoregressive, hidden state, perplexity, foundation model, ' +
      'active parameters, trillion, technical report, token prediction, next token prediction, ' +
      'supervised fine tuning, sft',
    against:
      'agent, agentic, multimodal, mllm, vlm, lvlm, vision, visual, video, image, audio, speech, ' +
      'reinforcement learning, rl, rlvr, grpo, robot*, rag, coding, software, medical, clinical, jailbreak*, ' +
      'attack, persona, recommend*, benchmark, math, theorem, graph, legal, vla, gui, reward model, judge, ' +
      'multilingual, translation, music, recommendation, kv cache, kv caching, sparse attention, ' +
      'code generation, heuristic, data selection, data synthesis, data diversity, sparse autoencoder, ' +
      'binarization, persona simulation, user simulation, user representation, distillation, kernel, safety, ' +
      'harmful, diffusion language model, dllm, denoising, quantization, quantized, serving, optimizer, pruning, ' +
      'distributed training, gpu',
    enough: 8,
  },
  math: {
    means:
      'theorem, theorem proving, lean, formal proof, autoformalization, mathematics, mathematician, olympiad, ' +
      'imo, aimo, math research, conjecture, proof, erdos, mathematical problem, math problem, math word, ' +
      'combinatorics, lean 4, coq, isabelle, formalization, putnam, math competition, theorem prover, ' +
      'proof assistant, proof generation, competition math, research mathematics, ' +
      'formal verification of mathematics, matrix multiplication, algebra, combinatorial',
    hints: 'math, mathematical, aime, geometry problem, lemma, formal, gsm8k, number theory',
    against: 'physics',
    organizations: 'Project Numina, Axiom Math',
    enough: 5,
  },
  pretraining: {
    means:
      'pretraining, pre training, pretrain, mid training, midtraining, continual pretraining, ' +
      'continued pretraining, continual pre training, pre trained from scratch, scaling law, ' +
      'training from scratch, data mixing, data mixture, pretraining data, pretraining corpus, trillion token, ' +
      'compute optimal, chinchilla, pretraining dataset, pretraining from scratch, pretrained from scratch, ' +
      'data constrained, language model pretraining, pretraining data mixture, pretraining objective, ' +
      'annealing phase',
    hints: 'billion token, corpus, corpora, common crawl, base model, language modeling, convergence, llm',
    against: 'video, robot*, vla, speech, audio, image, diffusion, recommendation, music, symbolic, multimodal',
    enough: 6,
  },
  'training-data': {
    means:
      'data synthesis, synthetic data, data curation, data engine, data generation, data selection, ' +
      'data filtering, data mixture, data mixing, training data, synthetic dataset, data pipeline, data quality, ' +
      'data valuation, data scaling, task synthesis, trajectory synthesis, data construction, data efficient, ' +
      'data centric, environment synthesis, instruction data, data augmentation, synthetic trajectory, ' +
      'synthetic task, data collection, open data, data attribution, large scale dataset, synthesizing, ' +
      'data engineering, data generation pipeline, dataset distillation, dataset of, data scarcity, ' +
      'data construction pipeline, data synthesis pipeline, verifiable environment, scaling environment, ' +
      'environment construction, curated dataset, scale dataset, pair dataset, data processing, ' +
      'data synthesis strategy, agentic task synthesis, data diversity, instruction selection, data lineage, ' +
      'synthetic data generation, data recipe, dataset for training, open dataset, data mining, ' +
      'synthetic supervision, corpus, data mixing law, instruction tuning data, demonstration data, ' +
      'data annotation, data collection pipeline, pseudo labeling, data cleaning, deduplication, ' +
      'crowdsourced data, qa synthesis, question synthesis, question generation, problem synthesis',
    hints:
      'curated, curate, annotation, annotated, synthesize, filtering, pipeline, million, k samples, ' +
      'expert trajectory, high quality data, open source, trajectories, triplet, dataset',
    against:
      'evaluation set, test set, benchmark designed, benchmark comprising, evaluation benchmark, benchmark for, ' +
      'benchmarking, pipeline parallelism',
    enough: 6,
  },
  distillation: {
    means:
      'distillation, distill, distilling, self distillation, on policy distillation, knowledge distillation, ' +
      'dataset distillation, distribution matching distillation, distillation framework, distillation method, ' +
      'teacher model, student model, teacher student, student teacher, step distillation',
    hints: 'small model, cross encoder, teacher, student, knowledge transfer, distilled',
    enough: 8,
  },
  'long-context': {
    means:
      'long context, context length, context compression, 128k, length extrapolation, length generalization, ' +
      'context extension, long document, 1m token, needle in a haystack, longbench, infinite context, ' +
      'long form context, context rot, context growth, long context inference, long input, ' +
      'long sequence modeling, irrelevant context, context management, context pruning, soft compression, ' +
      'long text, prompt compression, long horizon context, ultra long context',
    hints:
      'sparse attention, kv cache, memory, 32k, 64k, 256k, recurrent, subquadratic, linear attention, ' +
      'long sequence, long range, ultra long, ruler, context window, million token',
    against: 'video generation',
    enough: 5.5,
  },
  retrieval: {
    means:
      'retrieval, rag, retriever, retrieve, retrieval augmented generation, dense retrieval, reranking, ' +
      'reranker, rerank, information retrieval, embedding model, text embedding, dense embedding, search engine, ' +
      'semantic search, vector search, nearest neighbor search, late interaction, graphrag, passage, bm25, ' +
      'colbert, multi vector, multimodal embedding, sentence embedding, document retrieval, cross encoder, ' +
      'bi encoder, query expansion, retrieved context, retrieved knowledge, ' +
      'knowledge based visual question answering, knowledge based vqa, document chunking, image text retrieval, ' +
      'text image retrieval, cross modal retrieval, composed image retrieval, retrieval model, document ranking, ' +
      'query rewriting, learned sparse retrieval, passage ranking, search relevance, approximate nearest neighbor',
    hints: 'search, query, corpus, index, indexing, beir, mteb, recall, relevance, document',
    against: 'deep research, video generation, robot*, long context, skill, experience',
    categories: 'cs.IR',
    enough: 6.5,
  },
  multilingual: {
    means:
      'multilingual, multilinguality, cross lingual, crosslingual, low resource language, translation, ' +
      'machine translation, translate, non english, indic, arabic, hindi, vietnamese, indonesian, kazakh, ' +
      'turkish, persian, swahili, bengali, urdu, dialect, code switching, 100 languages, language specific, ' +
      'ukrainian, hebrew, romanian, sanskrit, yoruba, basque, catalan, portuguese, african language, ' +
      'polish language, japanese, korean, indian language, european language, minority language, ' +
      'transliteration, tibetan, nepali, tamil, telugu, marathi, punjabi, malay, southeast asia, finnish, ' +
      'estonian, greek, czech, hungarian, bulgarian, cantonese, multilingual benchmark, regional language, ' +
      'indigenous language, creole, bilingual',
    hints:
      'english, language, linguistic, cultural, flores, tokenizer, low resource, polish, chinese, german, ' +
      'french, spanish, russian, thai, african',
    against: 'image translation, programming language, singing, voice, web coding, visual document, environment',
    organizations: 'SpeakLeash | Spichlerz',
    enough: 6,
  },
  factuality: {
    means:
      'hallucination, hallucinate, hallucinated, factuality, fact checking, fact check, claim verification, ' +
      'uncertainty estimation, uncertainty quantification, abstention, abstain, truthfulness, ' +
      'knowledge boundary, confidence calibration, uncertainty calibration, hallucination detection, ' +
      'mitigating hallucination, factual accuracy, factual knowledge, parametric knowledge, ' +
      'hallucination mitigation, post hoc calibration, calibrated uncertainty, predictive uncertainty, ' +
      'well calibrated, object hallucination, visual factuality, knowledge conflict, verbalized confidence, ' +
      'confidence estimation, conformal prediction, selective prediction, unanswerable, hallucination rate, ' +
      'factual consistency, overconfident, overconfidence, calibration error, over confidence, answer correctness',
    hints:
      'trustworthy, reliability, evidence, citation, verification, unreliable, uncertainty, confidence, ' +
      'calibration, calibrated, faithfulness, attribution, know when, misinformation, verifiability, ' +
      'groundedness, factual',
    against: 'video generation, diffusion, robot*, world model, tts, 3d, image editing, peer review, reviewer',
    enough: 7.5,
  },
  'diffusion-language-models': {
    means:
      'diffusion language model, diffusion large language model, dllm, dlm, mdlm, masked diffusion, ' +
      'discrete diffusion, block diffusion, llada, diffusion llm, text diffusion, remasking, ' +
      'masked diffusion language model, diffusion based language model, dream 7b, uniform diffusion, ' +
      'continuous diffusion language, masked language diffusion, any order generation, ' +
      'non autoregressive language, diffusion decoding, block diffusion language model, text denoising',
    hints: 'denoising, parallel decoding, unmasking, mask token, autoregressive',
    against: 'visual generation, image generation, text to image, robotic, discrete visual, speculative decoding, vla',
    enough: 5,
  },
} as const satisfies Readonly<Record<string, TopicQuery>>;
