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
      'energy efficiency, fast inference, any time inference, real time generation, fewer parameter, ' +
      'compute cost, single forward pass, fewer token, inference cost, redundancy, speed up, ' +
      'time to first token, resource constrained, fewer step, memory usage, low latency, inference latency, ' +
      'energy consumption, speeding up, cost reduction, ultra fast',
    hints:
      'cost, overhead, budget, training free, cheaper, redundant, compact, bottleneck, gpu, smaller, scalable, ' +
      'reduce, reducing, drop in, cache, low cost, saving, computational saving, training cost',
    against:
      'data efficient, sample efficient, sample efficiency, data efficiency, robot*, safety, memory system, ' +
      'agent skill, fast moving, survey, reward model, preference, lora merging, model merging, federated, ' +
      'retrieval augmented',
    enough: 9.5,
  },
  architectures: {
    means:
      'attention mechanism, linear attention, sparse attention, state space model, ssm, mamba, recurrent, rnn, ' +
      'transformer architecture, positional encoding, position embedding, rotary position embedding, rope, ' +
      'residual connection, hyper connection, looped transformer, looped, hybrid attention, layer norm, ' +
      'attention sink, gated attention, softmax attention, subquadratic, latent attention, kolmogorov arnold, ' +
      'transformer block, weight tying, linear recurrence, deltanet, delta rule, attention residual, rmsnorm, ' +
      'sliding window attention, network architecture, model architecture, mixture of depths, depth attention, ' +
      'attention module, ffn, feed forward network, parameter sharing, recursive computation, state space, ' +
      'linear rnn, xlstm, gated deltanet, hypernetwork, attention variant, normalization layer, memory layer, ' +
      'recurrent depth, universal transformer, fast weight, test time training layer, attention design, ' +
      'transformer variant, linear transformer, attention free, weight sharing, depth recurrence, ' +
      'latent recurrence',
    hints:
      'layer, attention, transformer, residual, quadratic complexity, block, gate, context length, state, ' +
      'expressivity, depth, mlp, recursive, gating, normalization, activation function, feed forward, ' +
      'self attention',
    against:
      'agent architecture, agent, system architecture, depth estimation, depth completion, monocular, robot*, ' +
      'depth map, recursive self improvement, vla, architecture search, cognitive architecture, ' +
      'hierarchical architecture, rollout, skill, face recognition, multi stream, memory agent',
    enough: 9,
  },
  'mixture-of-experts': {
    means:
      'mixture of experts, moe, expert routing, routing of experts, sparse moe, mixture of lora, ' +
      'expert parallelism, routed expert, expert specialization, active parameter, activated parameter, a3b, ' +
      'upcycling, expert pruning, expert choice, router collapse, expert load, expert merging, sparse expert, ' +
      'expert selection, expert gating, router training, moe model, moe layer, moe llm, expert activation',
    hints: 'routing, route, gating, specialist, router, load balancing',
    against:
      'human expert, domain expert, model routing, action expert, query routing, llm routing, ' +
      'expert demonstration, expert trajectory',
    enough: 6,
  },
  compression: {
    means:
      'quantization, quantized, quantize, pruning, prune, pruned, low bit, 4 bit, 2 bit, 1 bit, fp4, nvfp4, fp8, ' +
      'int4, int8, ternary, binarization, sparsification, sparsity, token compression, token pruning, ' +
      'token reduction, model compression, post training quantization, ptq, mxfp4, token merging, ' +
      'visual token compression, cache compression, kv cache compression, weight compression, ' +
      'visual token pruning, bitnet, token dropping, layer pruning, bit width, token eviction, token compressor, ' +
      'compressing visual token, cache eviction, eviction, codebook compression, weight quantization, ' +
      'activation quantization, structured pruning, unstructured sparsity, vector compression, ' +
      'model size reduction, bit quantization, low precision, visual token reduction',
    hints: 'compress, compression, redundant, compact, outlier, calibration, redundancy, token count',
    against:
      'vector quantization, residual quantization, vq, tokenizer, codebook, sparse attention, ' +
      'context compression, reward sparsity, sparse reward, image compression, video diffusion model, ' +
      'agent memory, reasoning, path pruning, federated',
    partOf: 'efficiency',
    enough: 6,
  },
  inference: {
    means:
      'inference acceleration, speculative decoding, kv cache, kv caching, serving, inference engine, ' +
      'inference system, kernel, cuda, triton, gpu, distributed training, parallelism, tensor parallel, ' +
      'pipeline parallel, vllm, sglang, feature caching, cache reuse, prefill, decoding speed, ' +
      'parallel decoding, draft model, speculative, batching, disaggregated, offloading, multi token prediction, ' +
      'flashattention, flash attention, caching, cache, inference speedup, cluster, communication overhead, ' +
      'llm inference, prefix caching, memory bandwidth, accelerating inference, fsdp, sharding, sharded, ' +
      'data parallel, training system, fpga, hardware accelerator, hardware design, model switching, ' +
      'model routing at inference, training throughput, gpu memory, serving system, long context inference, ' +
      'efficient inference, wall clock speedup, attention speedup, training infrastructure, gpu kernel, latency, ' +
      'hardware, gpus, tensor core, attention kernel, request scheduling, gpu cluster, tokens per second, ' +
      'edge inference, npu, tpu, compilation, inference serving, decoding acceleration, gpu utilization, ' +
      'heterogeneous hardware, model parallel, memory hierarchy, inference optimization, lossless acceleration',
    hints:
      'speedup, faster, acceleration, overhead, training free, h100, h200, drop in, end to end, system, ' +
      'bottleneck, cached, deployment, scheduler, asynchronous, infrastructure, early exit, sparse attention, ' +
      'throughput',
    against:
      'robot*, kernel density, causal inference, safety, vla, bayesian inference, kernel method, ' +
      'speech recognition, streaming, rnn, recurrent, long term memory, prompt compression, tool call',
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
      'representation geometry, effective dimension, loss spike, warmup, residual warmup, pretraining stability, ' +
      'training instability, task arithmetic, identifiability, infonce, contrastive learning theory, ' +
      'convergence rate, learning dynamics, preconditioner, natural gradient, shampoo, entropy dynamics, ' +
      'gradient explosion, training stability theory, optimal learning rate, second order optimization, ' +
      'loss function design, generalisation, low rank update, catastrophic forgetting theory, spectral norm, ' +
      'learning rate schedule, optimal transport theory',
    hints:
      'theorem, theoretical, bound, gradient, prove, momentum, generalization, curvature, loss, theoretically, ' +
      'spectral, convergence, theory, hyperparameter, provably, provable, memorization, convex, expressivity, ' +
      'second order, batch size, training stability',
    against:
      'policy gradient, policy optimization, theorem proving, reinforcement learning, agent, diffusion, ' +
      'theory of mind, rlvr, prompt, video, image, gui, robot*, math, conversational, benchmark, technical report',
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
      'internal state, explainability, steering direction, steering method, probing analysis, linear probing, ' +
      'causal intervention, mechanistically, internal structure, causal probing, internal dynamics, ' +
      'demystifying, demystify, concept based explanation, concept bottleneck, concept decomposition, ' +
      'attribution method, feature visualization, activation addition, latent feature, crosscoder, ' +
      'induction head, attention sink analysis, layer wise probing, layer wise analysis, internal signal, ' +
      'self representation, number representation, attribution graph, attribution analysis, ' +
      'hidden representation analysis, concept erasure',
    hints:
      'mechanism, layer, causal, uncover, representation, internal, understanding, latent, subspace, inside, ' +
      'hidden state, mechanistic, attention head, latent direction, interpretable, explainable, activation, ' +
      'steering, probe, hidden representation, probing, neuron',
    against:
      'robot*, quantum circuit, integrated circuit, analog circuit, hardware, adapter routing, motion, ' +
      'image reconstruction',
    enough: 7,
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
      'safeguarded, human oversight, agent safety, harmful content, ai safety, online safety, ' +
      'instruction hierarchy, emergent misalignment, chain of thought monitoring, cot monitoring, ' +
      'harmful behavior, detecting ai generated, misbehavior, guard model, moderation, safety classifier, ' +
      'emergent risk, existential risk, ai risk, misaligned action, red team, over refusal, societal risk, ' +
      'value alignment of, self preservation behavior, deceptive alignment, sandbagging, hidden objective, ' +
      'safety benchmark, safety training, jailbreak defense, human values, dangerous capability, ' +
      'safety guardrail, agent guardrail',
    hints:
      'robustness, alignment, aligned, compliance, trust, attacker, defender, threat, reliable, trustworthiness, ' +
      'risk, defense, oversight, security, bias, moral, dangerous, adversarial, reward hacking, vulnerability',
    against:
      'inductive bias, implicit bias, selection bias, adversarial training, generative adversarial, ' +
      'adversarial distillation, risk prediction, driving, adversarial loss, bias variance, safety critical, ' +
      'position bias, training inference bias, adversarial diffusion, biased, exposure bias, gan, discriminator, ' +
      'clinical, medical, 3d',
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
      'generated video, generated image detection, contextual integrity, camouflage, provenance, authentication, ' +
      'synthetic video, synthetic media, bit flip, adversarial perturbation, forensic, phishing, ' +
      'intrusion detection, trojan, data leakage, information leakage, encrypted, anonymization, ' +
      'membership attack, adversarial patch, spoofing, anti spoofing, cyber, cyber threat, ' +
      'vulnerability detection, attack detection, access control, privilege escalation, prompt leakage, ' +
      'model stealing, ai generated image, synthetic image detection, fake',
    hints: 'adversarial, defense, harmful, guardrail, detection, forgery, defender, sandbox, safety, threat',
    against:
      'anomaly detection, object detection, fact checking, safety critical, medical, gan, error injection, ' +
      'noise injection, fault injection',
    categories: 'cs.CR',
    partOf: 'safety',
    enough: 6.5,
  },
  evaluation: {
    means:
      'benchmark, benchmarking, bench, evaluating, evaluation, leaderboard, testbed, evaluate, ' +
      'evaluation framework, evaluation suite, comprehensive benchmark, evaluation protocol, assessing, ' +
      'how well, first benchmark, evaluation benchmark, benchmark designed, stress test, test suite, ' +
      'rigorous evaluation, systematic evaluation, new benchmark, novel benchmark, we benchmark, bench for, ' +
      'human evaluation of, systematic study of, measuring how, reliability of, blind spot, benchmark dataset, ' +
      'evaluation harness, human baseline, evaluation methodology, evaluation metric, pairwise evaluation, ' +
      'evaluation protocol for, measure how, empirical characterization, diagnostic benchmark, arena, how far are',
    hints:
      'frontier model, reveal, gap, annotated, human performance, gpt 5, gemini, claude, expose, struggle, ' +
      'introduce, systematic, metric, far from, models fail, failure mode, human annotation, curated, ' +
      'we evaluate, state of the art model, judge, challenge, exam, saturation, measuring',
    against:
      'outperform, outperforming, achieves state of the art, surpassing, experiments on, training free, ' +
      'our method, achieving state of the art, evaluation driven, distillation of, tree based exploration, ' +
      'llm as a judge, llm judge, post training, student model, deploying',
    enough: 8.5,
  },
} as const satisfies Readonly<Record<string, TopicQuery>>;
