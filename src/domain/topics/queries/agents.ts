import type { TopicQuery } from '../topic-query.ts';

export const AGENT_QUERIES = {
  agents: {
    means:
      'agent, agentic, openclaw, multi turn tool use, agent skill, llm agent, ai agent, agentic system, ' +
      'deployed agent',
    hints:
      'tool use, tool call, tool calling, long horizon, harness, mcp, gui, workflow, swe bench, trajectory, ' +
      'autonomous, alfworld, webshop, tau bench, osworld',
    against:
      'video understanding, long video, video generation, image generation, text to image, image editing, sql, ' +
      'visual reasoning, graph learning, robot*, embodied, driving, autonomous driving, traffic, molecular, vla, ' +
      'vision language action, theory of mind, game code, agentic multimodal model, agentic vision, ' +
      'video world model, world model from video, multi view, research discovery, marl, ' +
      'multi agent reinforcement learning, virtual cell, scientific discovery, image synthesis, rag, kv cache, ' +
      'pre training',
    enough: 6.5,
  },
  'multi-agent': {
    means:
      'multi agent, multiagent, multi agent system, multi agent collaboration, agent team, agent society, swarm, ' +
      'agent collaboration, debate, orchestrator, orchestration, agent communication, heterogeneous agent, ' +
      'collaborative agent, specialized agent, marl, multiple agent, agent to agent, agent network, ' +
      'agent based model, multi agent simulation, agent based modeling, multi llm, multi agent framework, ' +
      'agent economy, delegation, agentic web, collusion, collective intelligence, group of agents, ' +
      'agent negotiation, multi agent negotiation, game theoretic, role specialization, agent organization, ' +
      'mixture of agents',
    hints:
      'collaborative, collaboration, coordination, role, negotiation, supervisor, manager, society, ' +
      'organization, cooperative, cooperation',
    against: 'video world model, driving, traffic',
    enough: 5.5,
  },
  'tool-use': {
    means:
      'tool use, tool using, tool calling, tool call, tool learning, tool integrated, tool augmented, ' +
      'function calling, mcp, model context protocol, agent skill, skill library, tool invocation, tool usage, ' +
      'tool selection, tool retrieval, bfcl, tool creation, tool using agent, agentic skill, tool reward, ' +
      'tool agent, reusable skill, skill bank, skill learning, skill discovery, skill retrieval, ' +
      'skill evolution, skill file, tool user, tool ecosystem, tool integrated reasoning, tool environment, ' +
      'tool agent benchmark, tool execution, tool supervised, tool supervision, tool description, ' +
      'tool orchestration, api call',
    hints: 'tool, tau bench, tau2 bench, plugin, executable, agent, skill, api',
    against:
      'robot*, manipulation, vla, humanoid, gui, motor, vision language action, command line, drug discovery, ' +
      'terminal, enterprise, web coding',
    partOf: 'agents',
    enough: 6.5,
  },
  'computer-use': {
    means:
      'gui, gui agent, computer use, web agent, browser agent, mobile agent, phone agent, osworld, webarena, ' +
      'androidworld, screenspot, web navigation, ui grounding, graphical user interface, computer using, ' +
      'browser use, android, gui grounding, web automation, web task, mobile gui, live platform, device control, ' +
      'visualwebarena, web environment, online task, live website, everyday task, claw, computer task',
    hints:
      'browser, web, click, app, mobile, keyboard, mouse, agent, screen, desktop, smartphone, user interface, ' +
      'website, screenshot',
    against:
      'code generation, on device, front end, webpage generation, deep research, browsecomp, edge device, ' +
      'gui code, gui application, terminal, graphical interface benchmark, full stack, world modeling, ' +
      'agentic world, visually grounded',
    partOf: 'agents',
    enough: 6,
  },
  'deep-research': {
    means:
      'deep research, deepresearch, search agent, browsecomp, deep search, web search agent, research agent, ' +
      'research report, report generation, agentic search, web browsing, web search, information seeking, gaia, ' +
      'xbench, search r1, multi hop search, agentic rag, open web, webthinker, agentic retrieval, ' +
      'literature review, browsing agent, deep researcher, search integrated reasoning, search integrated, ' +
      'open domain web search, web agent search, report writing, citation quality, deep research system, ' +
      'research assistant, search tool use, web exploration, widesearch, multi source research',
    hints: 'multi hop, browsing, citation, evidence, long horizon, agent',
    against:
      'gui, chest, radiology, x ray, medical report, mathematics, math research, machine learning research, ' +
      'scientific discovery',
    partOf: 'agents',
    enough: 7,
  },
  memory: {
    means:
      'memory, long term memory, episodic memory, agent memory, memory management, memory system, memory bank, ' +
      'memory augmented, memory retrieval, locomo, longmemeval, memory module, working memory, memory agent, ' +
      'memory mechanism, cross session, experience bank, experience library, skill memory, experience memory, ' +
      'knowledge stream, continual knowledge, knowledge update, past experience, experience retrieval, ' +
      'experiential memory, memory update, memory architecture, memory benchmark, long term conversation, ' +
      'personal memory, memory graph, memory consolidation, procedural memory, user memory, ' +
      'memory agent benchmark, history dependent',
    hints:
      'agent, recall, lifelong, forget, forgetting, consolidation, history, conversation, session, store, ' +
      'retrieval, long term, experience, experience replay, personalization',
    against:
      'memory efficient, gpu memory, kv cache, video generation, world model, memory footprint, ' +
      'memory bottleneck, hbm, memory overhead, memory consumption, high bandwidth memory, peak memory, robot*, ' +
      'user experience, memory usage, memory traffic, video diffusion, quantization, architecture, ' +
      'streaming video, benchmark for mobile, gui agent, egocentric video, memory processing, memory bound, ' +
      'attack, parametric memory, video understanding',
    enough: 7.5,
  },
  'self-improvement': {
    means:
      'self improving, self improvement, self evolving, self evolution, self play, self evolve, co evolution, ' +
      'coevolve, co evolve, evolving agent, self training, self rewarding, recursive self improvement, ' +
      'self taught, continual learning, continually improve, self refine, self improve, label free, ' +
      'unsupervised rl, autocurriculum, agent evolution, self evolved, self supervised evolution, co evolving, ' +
      'coevolving, self evolving framework, experiential learning, learn from experience, lifelong learning, ' +
      'evolve, evolving, evolver, skill evolution, test time learning, learn at test time, ' +
      'learn from interaction, accumulate experience, lifelong, self modification, self modifying, ' +
      'self generated data, self challenging, self correction training, open ended learning, self distill, ' +
      'iterative self, self questioning, self play training, co adaptation, self bootstrapping',
    hints:
      'curriculum, reflection, iterative, experience, without external, questioner, solver, evolution, ' +
      'open ended, bootstrapping, self generated, without human, pseudo label',
    against: 'image, video, text to image, evolutionary search',
    enough: 6.5,
  },
  coding: {
    means:
      'code, coding, coding agent, code generation, programming, software engineering, swe, swe bench, ' +
      'program synthesis, code llm, code repair, program repair, debugging, debugger, unit test, text to sql, ' +
      'sql, competitive programming, code review, livecodebench, compiler, codebase, verilog, cuda kernel, ' +
      'kernel generation, vibe coding, pull request, code agent, code reasoning, front end, rtl, cli, ' +
      'test generation, code model, code large language model, heuristic design, program generation, ' +
      'app generation, web coding, website generation, webpage generation, kernel optimization, code synthesis, ' +
      'coding model, coder, software development, bug fix, code repository, svg code, game generation, html, ' +
      'programmer, developer workflow, software testing, unit testing, test maintenance, code quality, ' +
      'code editing, code completion, code translation, code search, repository level, bug localization, ' +
      'fuzzing, smart contract, web development, ui code, screenshot to code, code verification, ' +
      'program verification, software evolution, software maintenance, website, web page, commit',
    hints:
      'python, compile, execution, executable, test case, terminal, java, refactor, ide, issue, test, ' +
      'repository, github, developer, bug, program, software',
    against:
      'code is available, code available, source code, code and data, code will be, code and model, ' +
      'code model and, data and code, release code, code and dataset, open source code, codebook, ' +
      'code and benchmark, code and weight, our code, code data, robot*, multimodal understanding, medical code, ' +
      'scientific discovery, visual quantization, scientific paper, peer review, image caption, ' +
      'visual perception, code switching, math problem',
    categories: 'cs.SE, cs.PL',
    enough: 7,
  },
  'automated-research': {
    means:
      'ai scientist, scientific discovery, automated research, autonomous research, peer review, autoresearch, ' +
      'machine learning research, ml research, ai research, idea generation, research idea, ' +
      'hypothesis generation, paper writing, literature review, mlgym, mle bench, paperbench, co scientist, ' +
      'automating science, ai for science agent, scientific research, research paper, academic paper, ' +
      'scientific workflow, research workflow, scientific literature, scientist, reviewer, open problem, ' +
      'novel discovery, academic writing, research automation, citation, ai researcher, scientific paper, ' +
      'auto research, academic, ai written paper, scientific writing, paper generation, ' +
      'research agent benchmark, experiment automation, self driving laboratory, self driving lab, ' +
      'scientific idea, paper reproduction, citation recommendation, scholarly',
    hints:
      'research, experiment, hypothesis, publication, discovery, autonomous, manuscript, literature, reproduc*, ' +
      'research agent',
    against: 'deep research, browsecomp, future research, legal, research community, embodied',
    enough: 6,
  },
  'test-time-scaling': {
    means:
      'test time scaling, test time compute, inference time scaling, best of n, test time search, ' +
      'inference time compute, inference scaling, parallel thinking, majority voting, overthinking, ' +
      'thinking budget, reasoning length, budget forcing, length penalty, parallel sampling, reasoning budget, ' +
      'adaptive reasoning, adaptive thinking, inference time search, scaling test time, test time reasoning, ' +
      'scaling inference, shorter reasoning, long reasoning trace, redundant reasoning, deep think, ' +
      'guided inference, test time reinforcement learning, inference time optimization, parallel reasoning, ' +
      'token reduction in reasoning, concise reasoning, reasoning compression, test time aggregation, ' +
      'reasoning efficiency, efficient and effective reasoning, iterative reasoning, scale test time compute, ' +
      'reasoning model efficiency, voting, adaptive test time, budget aware, compute optimal inference, ' +
      'token efficient reasoning, reasoning effort, thinking token, thinking mode, ' +
      'adaptive computation at inference, early exit reasoning, parallel scaling, sequential scaling, ' +
      'self consistency decoding',
    hints:
      'budget, verifier, sampling, beam search, tree search, inference time, shorter, reasoning, compute, ' +
      'test time, early exit, early stopping, pass k, lookahead, self consistency, compute budget, ' +
      'compute allocation, token budget, adaptive computation, efficient reasoning, test time training',
    against: 'video agent, jailbreak, test time adaptation, mathematics research, web agent, latent space, video llm',
    enough: 7.5,
  },
  'reward-models': {
    means:
      'reward model, reward modeling, reward modelling, process reward, rubric, verifier, ' +
      'preference optimization, preference learning, human preference, preference alignment, rlhf, dpo, ' +
      'llm judge, llm as a judge, critic model, reward hacking, generative reward model, preference data, prm, ' +
      'outcome reward, reward function, reward signal, pairwise preference, reward design, preference, critic, ' +
      'grm, evaluator, reward learning, preference pair, preference dataset, preference model, reward score, ' +
      'reward overoptimization, rubric generation, rubric based reward, multimodal reward model, ' +
      'reward ensemble, pairwise judge, judge model, critique model, verifier model, aesthetic reward, ' +
      'reward benchmark',
    hints: 'reward, alignment, human feedback, judging, annotator, bradley terry, rewarding, judge',
    against:
      'benchmark, gui, agentic, recommend*, user preference, recommendation, policy gradient, spoken dialogue, ' +
      'technical report',
    enough: 7.5,
  },
} as const satisfies Readonly<Record<string, TopicQuery>>;
