import type { TopicQuery } from '../topic-query.ts';

export const NEIGHBOUR_QUERIES = {
  society: {
    means:
      'persona, personalization, personalized, user simulation, user simulator, role playing, role play, ' +
      'education, tutoring, legal, societal, society, human ai collaboration, human ai interaction, user study, ' +
      'political, opinion, culture, economic, economy, labor, labour, occupation, workforce, psychology, ' +
      'psychological, survey participants, social simulation, persuasion, human behavior, mental health, ' +
      'emotional support, theory of mind, user preference, tutor, social media, social science, ' +
      'human computer interaction, conversational user, empathy, empathetic, judicial, statute, demographic, ' +
      'democracy, ideology, anthropomorphism, user modeling, user profile, personal assistant, pedagogical, ' +
      'governance, legal reasoning, social norm, social interaction, social intelligence, social behavior, ' +
      'human subject, ai companion, creative writing, dialogue agent, classroom, hate speech, regulating, ' +
      'regulation, ai act, lawyer, social chat, social application, ai persuasion, geopolitical, ' +
      'social dynamics, human agent collaboration, educator, student learning, institution*, court, policymaker, ' +
      'public policy, cultural value, human value, moral, user experience study, survey of users, ' +
      'developer survey, labor market, human ai relationship, social good, teacher education, journalism, ' +
      'election, gender, children, elderly, accessibility, lawmaker, rule of law, legal system, norm, ' +
      'cultural bias, political bias, stereotype, value pluralism, democratic, crowd worker, social bias, ' +
      'well being, companionship, human subject study, storytelling',
    hints:
      'user, human, participant, interview, conversation, dialogue, people, behavior, behavioral, values, ' +
      'cognitive, proactive, personality, emotion, cultural, engagement, social',
    against:
      'personalized pagerank, text to image, image generation, subject driven, video, robot*, physics, ' +
      'scaling law, power law, public dataset, recommend*, publicly available, publicly, public benchmark, ' +
      'image, gui, policy optimization, personalized generation, emotion recognition, speech, economical, ' +
      'user interface, conservation law, physical law, cost, avatar, job scheduling, sql, schema, mathematics, ' +
      'privacy, attacker, defender, reranking',
    categories: 'cs.CY, cs.HC',
    enough: 7,
  },
  science: {
    means:
      'chemistry, chemical, materials science, climate, weather, geoscience, earth, pde, ' +
      'partial differential equation, quantum, astronomy, astrophysics, fluid, molecular dynamics, crystal, ' +
      'remote sensing, geospatial, earth observation, satellite, ocean, atmospheric, ai for science, ' +
      'neural operator, molecule, molecular, scientific computing, scientific machine learning, geographic, ' +
      'geoai, hydrology, seismic, catalysis, density functional, force field, interatomic, ecology, ' +
      'dynamical system, turbulence, thermodynamic, spectroscopy, spectra, el nino, scientific simulation, ' +
      'solid mechanics, surrogate model, battery, photonic, planetary, symbolic regression, agriculture, ' +
      'cosmology, scientific foundation model, polymer, molecular discovery, chemical space, radar observation, ' +
      'precipitation, nowcasting, meteorolog*, quantum database, scientific experiment, natural science, ' +
      'chemical reasoning, geoscientific, semiconductor, transistor, perovskite, photoluminescence, microfluid*, ' +
      'physics research, theoretical physics, physical science, physics informed, plasma, particle physics, ' +
      'materials discovery, physical law discovery, meteorological, neural pde, life science, earth science, ' +
      'scientific task, scientific domain, physics problem, physics reasoning, physicist, chemist, wildfire, ' +
      'seismology, astronomical, alloy, flood, hydrological, nuclear, optics, spectrometer, reaction prediction, ' +
      'retrosynthesis, mechanical engineering, engineering design, air quality, physical simulation of, ' +
      'telescope, galaxy, nuclear fusion, scientific analysis, scientific tool, differentiable physics, thermal',
    hints:
      'scientific, science, experiment, equation, spatial, spatiotemporal, temperature, domain scientist, ' +
      'simulation, physics, energy, particle, ecological, material',
    against:
      'physics aware, physical plausibility, physics simulation, video generation, video, robot*, embodied, ' +
      'energy based, energy efficient, materials and, supplementary material, particle swarm, physical ai, 3d, ' +
      'protein, drug, earth mover, physics based character, reasoning benchmark, material decomposition, ' +
      'world model, robotic, deformable, simulator',
    categories: 'physics., astro-ph., cond-mat., quant-ph, nlin., eess.SP',
    enough: 6,
  },
  biology: {
    means:
      'protein, genomic, genome, dna, rna, single cell, drug discovery, drug design, antibody, ' +
      'molecule generation, biology, biological, neuroscience, eeg, fmri, neural decoding, biomedical, enzyme, ' +
      'peptide, bioinformatics, molecular design, molecular discovery, transcriptomic, ligand, docking, species, ' +
      'brain decoding, pharmaceutical, virtual cell, bioacoustic, evolutionary biology, connectome, microscopy, ' +
      'biodiversity, protein design, protein structure, drug, wildlife, neural activity, insect, brain activity, ' +
      'brain signal, human brain, brain imaging, gene expression, whole brain, animal species, ' +
      'molecular generation, cell biology, molecular biology, cell type, amino acid, phylogenetic, microbiome, ' +
      'bird, ecological species, gene regulatory, organoid, crispr, neural recording, brain encoding, ' +
      'brain computer interface, spike train',
    hints:
      'therapeutic, binding, chemical, organism, neural, cortical, in silico, brain, cortex, cell, spike, ' +
      'animal, gene, plant, molecular',
    against:
      'brain inspired, physics, materials, cell phone, game, robot*, memory cell, solar cell, animal motion, ' +
      'biologically inspired, brain like, llm agent memory, language model neuron, damage',
    categories: 'q-bio.',
    enough: 6,
  },
  medicine: {
    means:
      'medical, clinical, medicine, patient, healthcare, radiology, chest x ray, x ray, pathology, ' +
      'histopathology, mri, disease, ehr, electronic health record, medical imaging, cancer, hospital, medqa, ' +
      'biomedical, surgical, surgery, ultrasound, ecg, physician, medical image, radiologist, dental, retinal, ' +
      'endoscopy, tumor, drug safety, epidemiology, clinician, medical reasoning, oncology, mammography, ' +
      'dermatology, mental health, psychiatric, surgeon, ct scan, computed tomography, chest ct, pan cancer, ' +
      'medical report, medical vqa, medical ai, medical segmentation, tomographic, tomography, ' +
      'clinical deployment, healthcare setting, pathologist, biopsy, wearable health, nurse, anatomical, ' +
      'clinical trial, health record, diagnosis of disease, medication, cardiac, brain tumor, lung, pet ct, ' +
      'clinical decision',
    hints:
      'segmentation, diagnostic, symptom, treatment, lesion, scan, doctor, care, trial, biomarker, diagnosis, ' +
      'health, therapy, nursing',
    against:
      'diagnosis of model, diagnostic benchmark, failure diagnosis, medical domain, healthcare finance, ' +
      'root cause, drug discovery, surgical edit, health check, fault diagnosis',
    categories: 'eess.IV',
    enough: 7,
  },
  recommendation: {
    means:
      'recommendation, recommender, recommender system, sequential recommendation, generative recommendation, ' +
      'advertising, click through rate, ctr, e commerce, collaborative filtering, user interest, semantic id, ' +
      'ctr prediction, recsys, user behavior sequence, feed ranking, conversational recommendation, ' +
      'conversion rate, product search, online advertising, search advertising, personalized recommendation, ' +
      'user representation, user understanding, user intent, shopping, purchase history, shopping agent, ' +
      'news recommendation, rating prediction, session based, item ranking, short video platform, ' +
      'user retention, re ranking stage, bid, bidding, user modeling for recommendation, candidate generation, ' +
      'recommendation model, item tokenization',
    hints:
      'user, ranking, online a b, a b test, industrial, catalog, product, purchase, retrieval, kuaishou, ' +
      'merchant, engagement, cold start, item, ad',
    against:
      'recommendations for, policy recommendations, design recommendations, gui, web agent, virtual try on, ' +
      'video generation',
    enough: 6,
  },
  'time-series': {
    means:
      'time series, forecasting, forecast, tabular, tabular data, financial, finance, stock, trading, ' +
      'anomaly detection in time series, time series foundation model, table reasoning, spreadsheet, ' +
      'tabular foundation model, portfolio, event prediction, table question answering, irregular time series, ' +
      'temporal point process, quantitative trading, investment, market, tabpfn, prediction market, excel, ' +
      'banking, accounting, alpha mining, quantitative finance, financial market, temporal forecasting, ' +
      'sensor data, earnings, auditing, crypto, cryptocurrency, demand forecasting, electricity load, ' +
      'time series reasoning, tabular learning, tabular model, spreadsheet agent, credit risk, credit scoring',
    hints:
      'temporal, numerical, table, series, covariate, horizon, predict, sensor, gradient boosting, multivariate, ' +
      'price, data analysis',
    against:
      'video, weather, health, motion, robot*, ranking, market share, world model, labor market, ' +
      'trajectory forecasting, ocr, document parsing, mobile, vla, manipulation',
    categories: 'q-fin.',
    enough: 7,
  },
  graphs: {
    means:
      'graph neural network, gnn, knowledge graph, graph learning, graph, graphrag, node classification, ' +
      'link prediction, text attributed graph, graph transformer, graph foundation model, hypergraph, ' +
      'graph reasoning, graph retrieval, heterogeneous graph, graph rag, ontology, graph generation, ' +
      'dynamic graph, message passing, graph neural, graph embedding, graph classification, graph llm, ' +
      'graph agent, temporal graph, graph prompt, graph attention, molecular graph learning, triple extraction',
    hints:
      'node, edge, topology, topological, subgraph, relational, entity, triple, structured, graph structure, ' +
      'graph based',
    against:
      'scene graph, computational graph, skill graph, computation graph, causal graph, tool graph, cuda graph, ' +
      'execution graph, dependency graph, graph of skill, task graph, call graph, graph sampled, graph based qa, ' +
      'paper discovery, origami, rectified flow, probing',
    enough: 9,
  },
} as const satisfies Readonly<Record<string, TopicQuery>>;
