import type { TopicQuery } from '../topic-query.ts';

export const MACHINERY_QUERIES = {
  efficiency: {
    means:
      'efficient, efficiency, acceleration, accelerate, accelerating, accelerated, faster, fast, speedup, ' +
      'latency, throughput, lightweight, memory efficient, parameter efficient, compression, quantization, ' +
      'pruning, sparse attention, linear attention, kv cache, speculative decoding, on device, edge device, ' +
      'few step, one step, token reduction, low rank, lora, gpu memory, peak vram, flop, caching, ' +
      'inference speed, compute efficient, computational cost, computational overhead, token usage, ' +
      'mobile device, cost effective, memory footprint, single step, efficient reasoning, shorter reasoning, ' +
      'overthinking, token budget, nfe, end to end latency, single gpu, layer skipping, energy efficient, ' +
      'energy efficiency, fast inference, any time inference, real time generation',
    hints:
      'cost, overhead, budget, training free, cheaper, redundant, compact, bottleneck, gpu, smaller, scalable, ' +
      'reduce, reducing, drop in, redundancy, real time, cache, low cost, saving, training cost, ' +
      'computational saving',
    against:
      'data efficient, sample efficient, sample efficiency, data efficiency, robot*, safety, memory system, ' +
      'agent skill, fast moving, survey, reward model, preference, lora merging, model merging',
    enough: 9,
  },
  architectures: {
    means:
      'attention mechanism, linear attention, sparse attention, state space model, ssm, mamba, recurrent, rnn, ' +
      'transformer architecture, positional encoding, position embedding, rotary position embedding, rope, ' +
      'residual connection, hyper connection, looped transformer, looped, hybrid attention, layer norm, ' +
      'attention sink, gated attention, softmax attention, subquadratic, latent attention, kolmogorov arnold, ' +
      'transformer block, weight tying, linear recurrence, deltanet, delta rule, attention residual, rmsnorm, ' +
      'sliding window attention, network architecture, model architecture, mixture of depths, depth attention, ' +
      'attention module',
    hints:
      'layer, attention, transformer, residual, quadratic complexity, block, gate, context length, state, ' +
      'expressivity, depth, mlp, recursive, gating, normalization, activation function, feed forward, ffn, ' +
      'architecture, self attention',
    against:
      'agent architecture, agent, system architecture, depth estimation, depth completion, monocular, robot*, ' +
      'depth map, recursive self improvement, vla, architecture search, cognitive architecture, ' +
      'hierarchical architecture, framework, rollout, skill, face recognition, multi stream',
    enough: 9,
  },
  'mixture-of-experts': {
    means:
      'mixture of experts, moe, expert routing, routing of experts, sparse moe, mixture of lora, ' +
      'expert parallelism, routed expert, expert specialization, active parameter, activated parameter, a3b, ' +
      'upcycling, expert pruning, expert choice, router collapse, expert load',
    hints: 'routing, expert, route, gating, specialist, router, load balancing',
    against:
      'human expert, domain expert, model routing, action expert, query routing, llm routing, ' +
      'expert demonstration, expert trajectory',
    enough: 6,
  },
  compression: {
    means:
      'quantization, quantized, quantize, pruning, prune, pruned, low bit, 4 bit, 2 bit, 1 bit, fp4, nvfp4, ' +
      'fp8, int4, int8, ternary, binarization, sparsification, sparsity, token compression, token pruning, ' +
      'token reduction, model compression, post training quantization, ptq, mxfp4, token merging, ' +
      'visual token compression, cache compression, kv cache compression, weight compression, ' +
      'visual token pruning, bitnet, token dropping, layer pruning, bit width, token eviction, ' +
      'token compressor, compressing visual token',
    hints: 'compress, compression, redundant, compact, outlier, calibration, memory, redundancy, token count',
    against:
      'vector quantization, residual quantization, vq, tokenizer, codebook, sparse attention, ' +
      'context compression, reward sparsity, sparse reward, image compression, video diffusion model, ' +
      'agent memory, reasoning, path pruning',
    partOf: 'efficiency',
    enough: 6,
  },
  inference: {
    means:
      'inference acceleration, speculative decoding, kv cache, kv caching, serving, inference engine, ' +
      'inference system, kernel, cuda, triton, gpu, distributed training, parallelism, tensor parallel, ' +
      'pipeline parallel, vllm, sglang, feature caching, cache reuse, prefill, decoding speed, ' +
      'parallel decoding, draft model, speculative, batching, disaggregated, offloading, ' +
      'multi token prediction, flashattention, flash attention, caching, cache, inference speedup, cluster, ' +
      'communication overhead, llm inference, prefix caching, memory bandwidth, accelerating inference, fsdp, ' +
      'sharding, sharded, data parallel, training system, fpga, hardware accelerator, hardware design, ' +
      'model switching, model routing at inference, training throughput, gpu memory, serving system, ' +
      'long context inference, efficient inference, wall clock speedup, attention speedup',
    hints:
      'speedup, faster, acceleration, memory, overhead, training free, h100, h200, drop in, end to end, ' +
      'system, bottleneck, cached, deployment, hardware, scheduler, asynchronous, infrastructure, early exit, ' +
      'sparse attention, latency, throughput',
    against:
      'robot*, kernel density, causal inference, agent, safety, vla, bayesian inference, dataset, ' +
      'kernel method, speech recognition, streaming, rnn, recurrent, long term memory, prompt compression',
    partOf: 'efficiency',
    enough: 9.5,
  },
  optimization: {
    means:
      'optimizer, optimiser, muon, adam, adamw, sgd, gradient descent, learning rate, training dynamic, ' +
      'optimization dynamic, generalization bound, loss landscape, weight decay, theoretical analysis, ' +
      'learning theory, hyperparameter transfer, mup, grokking, implicit bias, gradient noise, ' +
      'stochastic gradient, overparameterized, generalization theory, neural tangent, approximation theory, ' +
      'gradient flow, pac bayes, scaling theory, sharpness, feature learning, double descent, model merging, ' +
      'representation geometry, effective dimension, loss spike, warmup, residual warmup, ' +
      'pretraining stability, training instability',
    hints:
      'theorem, theoretical, bound, gradient, prove, momentum, generalization, curvature, loss, theoretically, ' +
      'spectral, convergence, theory, hyperparameter, provably, provable, memorization, convex, expressivity, ' +
      'second order, batch size, training stability',
    against:
      'policy gradient, policy optimization, theorem proving, reinforcement learning, agent, diffusion, ' +
      'theory of mind, rl, rlvr, prompt, video, image, gui, robot*, math, conversational, benchmark',
    categories: 'stat.ML, math.OC, math.ST',
    enough: 7,
  },
  interpretability: {
    means:
      'interpretability, mechanistic interpretability, sparse autoencoder, sae, activation steering, ' +
      'steering vector, circuit, internal representation, activation space, causal tracing, linear probe, ' +
      'feature attribution, representation engineering, residual stream, logit lens, activation patching, ' +
      'transcoder, concept discovery, concept vector, internal mechanism, superposition, monosemantic, ' +
      'introspection, mechanistic analysis, mechanistic understanding, attention head analysis, neuron level, ' +
      'feature steering, probing method, circuit discovery, emergent representation, representation geometry, ' +
      'platonic representation, learned representation, causal mediation, mediation analysis, ' +
      'representational analysis, representational similarity, interpretable feature, inspectable, ' +
      'internal state, explainability, steering direction, steering method, probing analysis, linear probing',
    hints:
      'mechanism, layer, causal, uncover, representation, internal, understanding, latent, subspace, inside, ' +
      'hidden state, mechanistic, attention head, latent direction, interpretable, explainable, activation, ' +
      'neuron, steering, probe, hidden representation, probing',
    against:
      'robot*, quantum circuit, video generation, integrated circuit, analog circuit, hardware, ' +
      'adapter routing, reinforcement learning, motion',
    enough: 7.5,
  },
  safety: {
    means:
      'safety, safe, jailbreak, jailbreaking, red teaming, harmful, harm, misuse, misalignment, attack, ' +
      'fairness, alignment faking, deception, deceptive, refusal, guardrail, backdoor, poisoning, ' +
      'prompt injection, toxicity, toxic, trustworthy, responsible, privacy, unlearning, machine unlearning, ' +
      'deepfake, watermark, malicious, unsafe, sycophancy, ethical, ethics, catastrophic risk, sabotage, ' +
      'ai generated text detection, ai generated image detection, safeguard, scheming, scalable oversight, ' +
      'machine generated text, content moderation, superalignment, value alignment, ai text detection, ' +
      'hate speech, governance, safety alignment, adversarial attack, social bias, gender bias, ' +
      'safety evaluation, safety risk, moral reasoning, hate, online abuse, abuse, content safety, ' +
      'toxic content, monitorability, identity leakage, risk management, self preservation, regulating, ' +
      'regulation, agent risk, safety protection, contextual integrity, disclosure, generated video detection, ' +
      'detection of generated, trustworthy ai, accountability, alignment drift, misinformation, provenance, ' +
      'safeguarded, human oversight, agent safety, harmful content, ai safety, online safety',
    hints:
      'robustness, alignment, aligned, compliance, trust, attacker, defender, threat, reliable, ' +
      'trustworthiness, risk, defense, oversight, security, bias, moral, dangerous, adversarial, ' +
      'reward hacking, vulnerability',
    against:
      'inductive bias, implicit bias, selection bias, adversarial training, generative adversarial, ' +
      'adversarial distillation, risk prediction, driving, adversarial loss, bias variance, safety critical, ' +
      'position bias, training inference bias, adversarial diffusion, biased, exposure bias, gan, ' +
      'discriminator, clinical, medical, 3d',
    categories: 'cs.CR',
    enough: 7,
  },
  security: {
    means:
      'attack, jailbreak, jailbreaking, adversarial attack, backdoor, poisoning, prompt injection, injection, ' +
      'privacy, watermark, watermarking, membership inference, vulnerability, malicious, cybersecurity, ' +
      'security, red teaming, exfiltration, deepfake detection, ai generated text detection, ' +
      'ai generated image detection, attack success rate, ai generated text, machine generated text, ' +
      'adversarial example, attacker, threat model, differential privacy, model extraction, fingerprinting, ' +
      'penetration testing, unlearning, sensitive information, exploit, malware, attack surface, deepfake, ' +
      'ai generated content detection, authorship, copyright, adversarial robustness, ' +
      'ai generated video detection, private, cryptographic, authorization, detection of generated, ' +
      'generated video, generated image detection, contextual integrity, camouflage, provenance, ' +
      'authentication, synthetic video, synthetic media',
    hints: 'adversarial, defense, threat, harmful, guardrail, detection, forgery, defender, sandbox, safety',
    against:
      'anomaly detection, object detection, fact checking, safety critical, medical, gan, error injection, ' +
      'noise injection, fault injection',
    categories: 'cs.CR',
    partOf: 'safety',
    enough: 7,
  },
  evaluation: {
    means:
      'benchmark, benchmarking, bench, evaluating, evaluation, leaderboard, testbed, evaluate, ' +
      'evaluation framework, evaluation suite, comprehensive benchmark, evaluation protocol, assessing, ' +
      'how well, first benchmark, evaluation benchmark, benchmark designed, stress test, test suite, ' +
      'rigorous evaluation, systematic evaluation, new benchmark, novel benchmark, we benchmark, bench for, ' +
      'human evaluation of, systematic study of, measuring how',
    hints:
      'frontier model, reveal, gap, annotated, human performance, gpt 5, gemini, claude, expose, struggle, ' +
      'introduce, systematic, metric, diagnosis, far from, models fail, failure mode, human annotation, ' +
      'curated, we evaluate, state of the art model, limitation, judge, rubric, challenge, exam, saturation, ' +
      'measuring, diagnostic, arena',
    against:
      'outperform, outperforming, achieves state of the art, surpassing, experiments on, training free, ' +
      'our method, achieving state of the art, evaluation driven, evaluator, distillation of, ' +
      'tree based exploration, llm as a judge, llm judge, post training, student model, deploying',
    enough: 8.5,
  },
} as const satisfies Readonly<Record<string, TopicQuery>>;
