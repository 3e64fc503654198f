import type { TopicQuery } from '../topic-query.ts';

export const VISION_QUERIES = {
  'vision-language': {
    means:
      'vision language model, vlm, mllm, lvlm, multimodal large language model, multimodal llm, ' +
      'large multimodal model, lmm, vision language, visual language model, visual question answering, vqa, ' +
      'multimodal reasoning, visual reasoning, multimodal model, visual instruction tuning, ' +
      'multimodal understanding, visual grounding, visual understanding, captioning, image text, ' +
      'image captioning, video llm, video language model, video mllm, visual token, ' +
      'multimodal foundation model, multimodal perception, think with image, thinking with images, ' +
      'large vision language model, video large language model, video qa, grounded reasoning, ' +
      'multimodal in context, multimodal embedding, multimodal intelligence, multimodal post training, ' +
      'visual instruction, videollm, video vlm, multimodal search, multimodal deep search, ' +
      'language guided segmentation, referring expression, visual prompting',
    hints:
      'multimodal, cross modal, visual, vision encoder, image understanding, perception, ocr, qwen vl, ' +
      'qwen2 5 vl, qwen3 vl, fine grained, spatial reasoning, vision, modality, video understanding, ' +
      'visual evidence, clip, visual perception',
    against:
      'vision language action, vla, manipulation, text to image, image generation, image editing, ' +
      'video generation, driving, text to video, diffusion transformer, speech, audio, diffusion model, svg, ' +
      '3d generation, visual generation, video diffusion, reward model for video, video editing, world model, ' +
      'humanoid, vector animation, soundtrack, music, lottie, 3d object detection',
    enough: 8.5,
  },
  'unified-models': {
    means:
      'unified multimodal, unified model, unified multimodal model, ' +
      'unified multimodal understanding and generation, omni, omnimodal, omni modal, any to any, umm, ' +
      'native multimodal, natively multimodal, interleaved generation, interleaved text, interleaved image, ' +
      'omni model, multimodal generation, unified multimodal large language model, omnimodal llm, ' +
      'unified mllm, unified multimodal understanding, multimodal understanding and generation, ' +
      'visual understanding and generation, unified visual understanding',
    hints:
      'unified, unify, joint, multimodal, both understand, generation and editing, single model, ' +
      'single architecture, bagel, show o, qwen omni, vlm, image generation, image editing, diffusion model, ' +
      'unified architecture, unified autoregressive, unified generation, unified generative, unified visual, ' +
      'unified vision, understanding and generation, unified understanding',
    against:
      'unified framework for evaluating, robot*, vla, gui, agent, safety, omnidirectional, 360, ' +
      'unified framework, audio generation, omnicontrol, recommendation, rigging, query understanding, ' +
      'image text retrieval',
    enough: 7,
  },
  'computer-vision': {
    means:
      'object detection, segmentation, semantic segmentation, instance segmentation, depth estimation, ' +
      'depth completion, point tracking, optical flow, pose estimation, image classification, ' +
      'visual representation, vision transformer, vit, feature matching, self supervised visual, dino, dinov2, ' +
      'dinov3, sam, sam2, sam 3, segment anything, visual foundation model, low level vision, ' +
      'image restoration, super resolution, object tracking, crowd counting, image quality, keypoint, ' +
      'remote sensing, visual encoder, visual recognition, camera pose, matting, image matching, ' +
      're identification, open vocabulary, visual feature, vision foundation model, panoptic, image denoising, ' +
      'depth map, object counting, vision encoder, dense prediction, image segmentation, part segmentation, ' +
      'object detector, visual correspondence, saliency, 3d object detection, image recognition, ' +
      'visual tracking, monocular depth, visual localization, face recognition, image quality assessment, ' +
      '3d detection, region proposal, video depth, video object segmentation, image anomaly detection, ' +
      'restoration model, restoration, scene graph, referring segmentation, image grounding, ' +
      'object localization, visual perception model, open vocabulary detection, scene flow, face analysis, ' +
      'convolutional',
    hints:
      'coco, ade20k, map, pixel, dense, zero shot, scannet, detector, bounding box, image, recognition, ' +
      'per pixel, camera, detection, tracking, mask, representation learning, imagenet, low light, backbone, ' +
      'point cloud, anomaly detection, monocular, stereo',
    against:
      'ai generated, deepfake, text detection, hallucination detection, robot*, vla, video generation, ' +
      'text to image, diffusion language, mllm, vlm, multimodal large language model, agent, gui, ' +
      'gaussian splatting, image generation, world model, motion generation, time series, attack, reasoning',
    enough: 9,
  },
  documents: {
    means:
      'document parsing, document understanding, ocr, optical character recognition, chart, ' +
      'table understanding, slide, infographic, form understanding, handwriting, document ai, layout analysis, ' +
      'text recognition, receipts, poster, document layout, table recognition, visual document, ' +
      'chart understanding, chart to code, document qa, slide generation, document intelligence, ' +
      'scientific figure, invoice, document image, pdf document, scientific document, document collection, ' +
      'document reasoning, ocr model, extraction from documents, structured extraction, document',
    hints:
      'layout, page, parsing, table, text rich, markdown, scanned, html, latex, recognition, figure, diagram, ' + 'pdf',
    against:
      'document retrieval, long document, text rendering, documented, documentation, rag, graphrag, ' +
      'retrieval augmented, text to image, document grounded, whole slide, pathology, satellite, aerial',
    organizations: 'PaddlePaddle, OpenDataLab',
    enough: 7,
  },
  'spatial-intelligence': {
    means:
      'spatial intelligence, spatial reasoning, spatial understanding, spatial cognition, visual spatial, ' +
      '3d spatial reasoning, spatial perception, vsi bench, 3d understanding, viewpoint, spatial awareness, ' +
      'spatial relationship, spatially aware, mental rotation, cognitive map, 3d scene understanding, ' +
      'spatial grounding, 3d awareness, spatial memory, spatial question, 3d vlm, geometric reasoning, ' +
      '3d reasoning, 4d understanding, spatial ability, spatial supersensing, perspective taking',
    hints:
      'spatial, 3d, geometry, geometric, egocentric, multi view, scene, camera, depth, spatiotemporal, ' +
      'allocentric',
    against:
      'video generation, robot*, manipulation, image editing, vla, humanoid, gui, geometry problem, ' +
      'spatial audio, text to image, 3dgs, gaussian splatting, relighting',
    partOf: 'vision-language',
    enough: 7,
  },
  'image-generation': {
    means:
      'text to image, image generation, image synthesis, image editing, t2i, generated image, ' +
      'personalized generation, image customization, personalization, subject driven, style transfer, ' +
      'layout to image, visual generation, image generator, text rendering, visual text rendering, ' +
      'generative model, image diffusion, flux, stable diffusion, virtual try on, ' +
      'autoregressive image generation, image tokenizer, class conditional, imagenet 256, svg generation, ' +
      'vector graphics, controllable generation, image generative model, inpainting, controlnet, ' +
      'image composition, instruction based editing, visual generative model, qwen image, geneval, ' +
      'text to image model, logo, poster generation, font, image autoregressive, photorealistic, ' +
      'image to image, pixel space, one step generation, svg, dit, image editor, z image, gedit, ' +
      'customization, subject customization, generative modeling of image, latent diffusion model, ' +
      'image autoencoder, generative fidelity, vector animation, animation generation, image refinement',
    hints:
      'diffusion model, diffusion transformer, flow matching, latent, prompt, fid, denoising, guidance, ' +
      'visual fidelity, aesthetic, concept, reference image, editing, style, identity preservation, vae, ' +
      'generation quality, image, rectified flow, generative, semantic alignment',
    against:
      'video, text to video, image to video, video generation, robot*, vla, 3d, audio, speech, world model, ' +
      'captioning, ai generated image detection, medical image, gaussian, mllm, motion generation, ' +
      'diffusion language model, 3d generation, segmentation, recommendation',
    organizations: 'Black Forest Labs, Stability AI',
    enough: 8,
  },
  'image-editing': {
    means:
      'image editing, image edit, inpainting, object removal, image restoration, super resolution, retouching, ' +
      'relighting, deblurring, denoising network, low light enhancement, style transfer, ' +
      'instruction based editing, face editing, image inpainting, photo editing, colorization, ' +
      'instruction guided editing, edited image, image manipulation, deraining, image enhancement, ' +
      'local editing, gedit, imgedit, reference based editing, image retouching, reflection removal, ' +
      'low level vision, object insertion, dehazing, text guided editing, photo retouching, ' +
      'photographic image editing, image refinement, region specific refinement, edit region, ' +
      'image editing model, instruction based image editing, editing benchmark, customized editing, ' +
      'semantic editing, image restoration model, photographic enhancement, editing, expression editing, ' +
      'generation and editing',
    hints:
      'instruction, preservation, identity, mask, region, source image, diffusion, edited, restoration, image, ' +
      'user instruction, edit, editor, photographic, image to image, image generation',
    against:
      'video editing, video, 3d editing, 3d, model editing, knowledge editing, code, program, audio editing, ' +
      'speech editing, text editing, motion, scene editing, film, retrieval, gaussian, music, language model, ' +
      'time series, diffusion language, vision language model, reasoning annotate, token editing, ' +
      'prompt highlighting, unified world',
    partOf: 'image-generation',
    enough: 7.5,
  },
  'diffusion-models': {
    means:
      'diffusion model, diffusion transformer, dit, flow matching, rectified flow, denoising, score based, ' +
      'diffusion, classifier free guidance, consistency model, flow model, few step diffusion, ' +
      'diffusion sampling, latent diffusion, score distillation, flow map, meanflow, one step generation, ' +
      'noise schedule, velocity field, distribution matching, diffusion process, text to image diffusion, ' +
      'diffusion denoising, drifting, denoiser, distribution matching distillation, few step generation, ' +
      'few step generative, flow based, optimal transport, transport map, diffusion bridge, denoising process, ' +
      'diffusion forcing',
    hints:
      'sampler, noise, generation, latent, text to image, text to video, fid, sampling, step, unconditional, ' +
      'one step, controlnet, nfe, guidance, timestep, generative model, few step, visual autoregressive',
    against:
      'diffusion language model, diffusion large language model, dllm, llm, language model, masked diffusion, ' +
      'discrete diffusion, robot*, vla, vision language action, block diffusion, policy, manipulation, ' +
      'driving, vlm, mllm, 3d reconstruction, brain, llada, dlm, mdlm, remasking, audio understanding, mesh, ' +
      'agent, vision language model, world model, action expert, segmentation, 3d generation, ' +
      '3d generative model, unified multimodal, video diffusion model',
    enough: 8.5,
  },
  video: {
    means:
      'video, text to video, video generation, video understanding, video editing, video diffusion, ' +
      'image to video, video llm, t2v, i2v, film, movie, cinematic, video diffusion model, multi shot, ' +
      'talking head, egocentric video, vbench, temporal grounding, video world model, video model, ' +
      'video reasoning, video question answering, streaming video, long video',
    hints: 'frame, temporal, motion, clip, camera, temporal consistency, footage, shot',
    against:
      'robot*, manipulation, vla, vision language action, image and video, humanoid, 3d reconstruction, ' +
      'policy, video game, egocentric world, monocular video',
    enough: 6,
  },
  'video-generation': {
    means:
      'video generation, text to video, image to video, video diffusion, video editing, video synthesis, t2v, ' +
      'i2v, video generative model, camera control, video customization, video inpainting, talking head, ' +
      'portrait animation, video diffusion transformer, autoregressive video, multi shot, video world model, ' +
      'audio video generation, video tokenization, video tokenizer, video extension, character animation, ' +
      'vbench, wan2 1, video model, film, cinematic, video creation, video stylization, ' +
      'video super resolution, video restoration, long video generation, self forcing, video to video, ' +
      'video generator, generating video, generate video, camera trajectory, video autoencoder, ' +
      'interactive video, video foundation model, motion transfer, motion control, character performance, ' +
      'controllable video, video motion, subject to video, video storytelling, video personalization, ' +
      'video object removal, video removal, video generative, image animation, talking avatar',
    hints:
      'video, diffusion, temporal consistency, motion, generation, frame, denoising, dit, ' +
      'diffusion transformer, camera, editing, generated video, generative, wan, physical plausibility, ' +
      'first frame, world model',
    against:
      'video understanding, video question answering, video llm, mllm, video reasoning, video retrieval, ' +
      'video captioning, deepfake detection, driving, video depth, depth estimation, ' +
      'video prediction benchmark, value model, 3d reconstruction, 4d reconstruction, value estimation',
    organizations: 'Kling Team, Lightricks, Wan-AI',
    partOf: 'video',
    enough: 8,
  },
  'video-understanding': {
    means:
      'video understanding, video question answering, video qa, video llm, video large language model, ' +
      'video reasoning, temporal grounding, video captioning, streaming video, video mllm, ' +
      'video comprehension, egocentric video, moment retrieval, video language model, video retrieval, ' +
      'action recognition, video mme, video anomaly, video summarization, video benchmark, video perception, ' +
      'video agent, temporal reasoning, video language, procedural video, online video, video caption, ' +
      'frame selection, keyframe, video multimodal, video temporal, instructional video, mvbench, lvbench, ' +
      'first person video, long form video, shot boundary, video segmentation, audio video understanding, ' +
      'videollm, video vlm, video token, streaming video understanding',
    hints:
      'video, mllm, frame, temporal, question, understanding, vlm, event, clip, egocentric, ' +
      'multimodal large language model, ovo bench, long video, hour long',
    against:
      'video generation, video diffusion, text to video, long video generation, video editing, robot*, ' +
      'world model, video generative model, manipulation, vla, real time long video generation, video depth',
    partOf: 'video',
    enough: 8,
  },
} as const satisfies Readonly<Record<string, TopicQuery>>;
