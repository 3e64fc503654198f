import type { TopicQuery } from '../topic-query.ts';

export const VISION_QUERIES = {
  'vision-language': {
    means:
      'vision language model, vlm, mllm, lvlm, multimodal large language model, multimodal llm, ' +
      'large multimodal model, lmm, vision language, visual language model, visual question answering, vqa, ' +
      'multimodal reasoning, visual reasoning, multimodal model, visual instruction tuning, visual grounding, ' +
      'visual understanding, captioning, image text, image captioning, video llm, video language model, ' +
      'video mllm, visual token, multimodal foundation model, multimodal perception, think with image, ' +
      'thinking with images, large vision language model, video large language model, video qa, ' +
      'grounded reasoning, multimodal in context, multimodal embedding, multimodal intelligence, ' +
      'multimodal post training, visual instruction, videollm, video vlm, multimodal search, ' +
      'multimodal deep search, language guided segmentation, referring expression, visual prompting, clip model, ' +
      'image text similarity, contrastive language image, image text matching, multimodal reasoning model, ' +
      'multimodal large reasoning, visual instruction following, chart understanding, text image alignment, ' +
      'compositional understanding, multimodal reinforcement, visual perception benchmark, vision language reward',
    hints:
      'multimodal, cross modal, visual, vision encoder, image understanding, perception, ocr, qwen vl, ' +
      'qwen2 5 vl, qwen3 vl, fine grained, spatial reasoning, vision, modality, video understanding, ' +
      'visual evidence, clip, visual perception, multimodal understanding',
    against:
      'vision language action, vla, manipulation, text to image, image generation, image editing, ' +
      'video generation, driving, text to video, diffusion transformer, speech, audio, diffusion model, svg, ' +
      '3d generation, visual generation, video diffusion, reward model for video, video editing, world model, ' +
      'humanoid, vector animation, soundtrack, music, lottie, 3d object detection, unified multimodal, ' +
      'unified model, umm, anomaly detection',
    enough: 8.5,
  },
  'unified-models': {
    means:
      'unified multimodal, unified model, unified multimodal model, ' +
      'unified multimodal understanding and generation, omni, omnimodal, omni modal, any to any, umm, ' +
      'native multimodal, natively multimodal, interleaved generation, interleaved text, interleaved image, ' +
      'omni model, multimodal generation, unified multimodal large language model, omnimodal llm, unified mllm, ' +
      'unified multimodal understanding, multimodal understanding and generation, ' +
      'visual understanding and generation, unified visual understanding, unifying multimodal, ' +
      'native multimodal model, tri modal, multimodal tokenizer, unified multimodal generation, ' +
      'text image and audio, vision text and audio, unified autoregressive model, cross modality generation',
    hints:
      'unified, unify, joint, multimodal, both understand, generation and editing, single model, ' +
      'single architecture, bagel, show o, qwen omni, vlm, image generation, image editing, diffusion model, ' +
      'unified architecture, unified autoregressive, unified generation, unified generative, unified visual, ' +
      'unified vision, unified understanding, understanding and generation',
    against:
      'unified framework for evaluating, robot*, vla, gui, safety, omnidirectional, 360, unified framework, ' +
      'audio generation, omnicontrol, recommendation, rigging, query understanding, image text retrieval, ' +
      'world model',
    enough: 7,
  },
  'computer-vision': {
    means:
      'object detection, segmentation, semantic segmentation, instance segmentation, depth estimation, ' +
      'depth completion, point tracking, optical flow, pose estimation, image classification, ' +
      'visual representation, vision transformer, vit, feature matching, self supervised visual, dino, dinov2, ' +
      'dinov3, sam, sam2, sam 3, segment anything, visual foundation model, low level vision, image restoration, ' +
      'super resolution, object tracking, crowd counting, keypoint, remote sensing, visual encoder, ' +
      'visual recognition, camera pose, matting, image matching, re identification, open vocabulary, ' +
      'visual feature, vision foundation model, panoptic, image denoising, depth map, object counting, ' +
      'vision encoder, dense prediction, image segmentation, part segmentation, object detector, ' +
      'visual correspondence, saliency, 3d object detection, image recognition, visual tracking, ' +
      'monocular depth, visual localization, face recognition, image quality assessment, 3d detection, ' +
      'region proposal, video depth, video object segmentation, image anomaly detection, restoration model, ' +
      'restoration, scene graph, referring segmentation, image grounding, object localization, ' +
      'visual perception model, open vocabulary detection, scene flow, face analysis, convolutional, ' +
      'point cloud registration, anomaly detector, point cloud, resnet, vision backbone, facial recognition, ' +
      'image retrieval, visual place recognition, stereo matching, pose tracking, image encoder, ' +
      'vision pretraining, dense correspondence, dense matching, object proposal, image quality, ' +
      'spurious correlation, surface defect',
    hints:
      'coco, ade20k, map, pixel, dense, zero shot, scannet, detector, bounding box, image, recognition, ' +
      'per pixel, camera, detection, tracking, mask, representation learning, imagenet, low light, backbone, ' +
      'anomaly detection, monocular, stereo',
    against:
      'ai generated, deepfake, text detection, hallucination detection, robot*, vla, video generation, ' +
      'text to image, diffusion language, mllm, vlm, gui, gaussian splatting, image generation, world model, ' +
      'motion generation, time series, attack, reasoning, image reconstruction',
    enough: 8.5,
  },
  documents: {
    means:
      'document parsing, document understanding, ocr, optical character recognition, chart, table understanding, ' +
      'slide, infographic, form understanding, handwriting, document ai, layout analysis, text recognition, ' +
      'receipts, poster, document layout, table recognition, visual document, chart understanding, ' +
      'chart to code, document qa, slide generation, document intelligence, scientific figure, invoice, ' +
      'document image, pdf document, scientific document, document collection, document reasoning, ocr model, ' +
      'extraction from documents, structured extraction, document, document parser, scanned document, ' +
      'handwritten, formula recognition, table extraction, presentation generation, chart qa, chartqa, ' +
      'document vqa, docvqa, pdf parsing, layout detection, reading order, scene text, text spotting, ' +
      'slide deck, figure generation, diagram generation, chart generation, invoice understanding, form filling, ' +
      'text image',
    hints: 'layout, page, parsing, table, text rich, markdown, scanned, html, latex, recognition, figure, diagram, pdf',
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
      '3d reasoning, 4d understanding, spatial ability, spatial supersensing, perspective taking, ' +
      'spatial belief, situated awareness, egocentric spatial, allocentric, spatial relation, ' +
      'spatial mental model, 3d question answering, metric distance, spatial layout reasoning',
    hints: 'spatial, 3d, geometry, geometric, egocentric, multi view, scene, camera, depth, spatiotemporal',
    against:
      'video generation, robot*, image editing, vla, humanoid, gui, geometry problem, spatial audio, ' +
      'text to image, 3dgs, gaussian splatting, relighting, video world model, image generation, ' +
      'video diffusion, medical',
    partOf: 'vision-language',
    enough: 7,
  },
  'image-generation': {
    means:
      'text to image, image generation, image synthesis, image editing, generated image, ' +
      'personalized generation, image customization, personalization, subject driven, style transfer, ' +
      'layout to image, visual generation, image generator, text rendering, visual text rendering, ' +
      'image diffusion, flux, stable diffusion, virtual try on, autoregressive image generation, ' +
      'image tokenizer, class conditional, imagenet 256, svg generation, vector graphics, ' +
      'controllable generation, image generative model, inpainting, controlnet, image composition, ' +
      'instruction based editing, visual generative model, qwen image, geneval, text to image model, logo, ' +
      'poster generation, font, image autoregressive, photorealistic, image to image, pixel space, ' +
      'one step generation, svg, dit, image editor, z image, gedit, customization, subject customization, ' +
      'generative modeling of image, latent diffusion model, image autoencoder, generative fidelity, ' +
      'vector animation, animation generation, image refinement, visual synthesis, sketch, ' +
      'reconstruction and generation, concept customization, multi subject, multimodal generation, ' +
      'understanding and generation, t2i generation, t2i model, graphic design, typography, comic, ' +
      'text to vector, visual tokenizer, image prior, generating image, portrait generation, design generation, ' +
      'image generative',
    hints:
      'diffusion model, diffusion transformer, flow matching, latent, prompt, fid, denoising, guidance, ' +
      'visual fidelity, aesthetic, concept, reference image, editing, style, identity preservation, vae, ' +
      'generation quality, image, rectified flow, generative, semantic alignment, generative model',
    against:
      'video, text to video, image to video, video generation, robot*, vla, audio, speech, world model, ' +
      'captioning, ai generated image detection, medical image, gaussian, mllm, motion generation, ' +
      'diffusion language model, 3d generation, segmentation, recommendation, 3d reconstruction, 3d asset, ' +
      '3d scene generation, vision language model',
    organizations: 'Black Forest Labs, Stability AI',
    enough: 7,
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
      'generation and editing, virtual try on, relight, object insertion and removal, image harmonization, ' +
      'shadow removal, editing dataset, face swap, makeup, text editing in image, portrait editing, ' +
      'attribute editing',
    hints:
      'instruction, preservation, identity, mask, region, source image, diffusion, edited, restoration, image, ' +
      'user instruction, edit, editor, photographic, image to image, image generation',
    against:
      'video editing, video, 3d editing, 3d, model editing, knowledge editing, code, program, audio editing, ' +
      'speech editing, text editing, motion, scene editing, film, retrieval, gaussian, music, time series, ' +
      'diffusion language, reasoning annotate, token editing, prompt highlighting, unified world',
    partOf: 'image-generation',
    enough: 7.5,
  },
  'diffusion-models': {
    means:
      'diffusion model, diffusion transformer, dit, flow matching, rectified flow, denoising, score based, ' +
      'diffusion, classifier free guidance, consistency model, flow model, few step diffusion, ' +
      'diffusion sampling, latent diffusion, score distillation, flow map, meanflow, one step generation, ' +
      'noise schedule, velocity field, diffusion process, text to image diffusion, diffusion denoising, ' +
      'drifting, denoiser, distribution matching distillation, few step generative, flow based, transport map, ' +
      'diffusion bridge, denoising process, diffusion forcing',
    hints:
      'sampler, noise, generation, latent, text to image, text to video, fid, sampling, step, unconditional, ' +
      'one step, controlnet, nfe, guidance, timestep, generative model, few step, visual autoregressive, ' +
      'optimal transport, few step generation',
    against:
      'diffusion language model, diffusion large language model, dllm, llm, language model, masked diffusion, ' +
      'robot*, vla, vision language action, block diffusion, manipulation, driving, vlm, mllm, ' +
      '3d reconstruction, brain, llada, dlm, mdlm, remasking, audio understanding, mesh, agent, ' +
      'vision language model, world model, action expert, segmentation, 3d generative model, unified multimodal, ' +
      'image editing, editing, virtual try on, scene generation, video generation, language modeling, ' +
      'speculative decoding',
    enough: 8.5,
  },
  video: {
    means:
      'video, text to video, video generation, video understanding, video editing, video diffusion, ' +
      'image to video, video llm, t2v, i2v, film, movie, cinematic, video diffusion model, multi shot, ' +
      'talking head, egocentric video, vbench, temporal grounding, video world model, video model, ' +
      'video reasoning, video question answering, streaming video, long video, video dataset, ' +
      'video editing model, video object, video language, human video, video tokenizer',
    hints: 'frame, temporal, motion, clip, camera, temporal consistency, footage, shot',
    against:
      'robot*, manipulation, vla, vision language action, image and video, humanoid, 3d reconstruction, policy, ' +
      'video game, egocentric world, monocular video, computer use, image restoration, text to image',
    enough: 6,
  },
  'video-generation': {
    means:
      'video generation, text to video, image to video, video diffusion, video editing, video synthesis, t2v, ' +
      'i2v, video generative model, camera control, video customization, video inpainting, talking head, ' +
      'portrait animation, video diffusion transformer, autoregressive video, multi shot, video world model, ' +
      'audio video generation, video tokenization, video tokenizer, video extension, character animation, ' +
      'vbench, wan2 1, video model, film, cinematic, video creation, video stylization, video super resolution, ' +
      'video restoration, long video generation, self forcing, video to video, video generator, ' +
      'generating video, generate video, camera trajectory, video autoencoder, interactive video, ' +
      'video foundation model, motion transfer, motion control, character performance, controllable video, ' +
      'video motion, subject to video, video storytelling, video personalization, video object removal, ' +
      'video removal, video generative, image animation, talking avatar, video prediction, ' +
      'audio visual generation, talking face, video audio generation, video outpainting, video animation, ' +
      'movie generation, video dubbing, video prior, human centric audio video generation, ' +
      'audio video synthesis, video authoring, audio video joint generation, video post training',
    hints:
      'video, diffusion, temporal consistency, motion, generation, frame, denoising, dit, diffusion transformer, ' +
      'camera, editing, generated video, generative, wan, physical plausibility, first frame, world model',
    against:
      'video understanding, video question answering, video llm, mllm, video reasoning, video retrieval, ' +
      'video captioning, deepfake detection, driving, video depth, depth estimation, video prediction benchmark, ' +
      'value model, 3d reconstruction, 4d reconstruction, value estimation, robot*, vision language action, ' +
      'text to image',
    organizations: 'Kling Team, Lightricks, Wan-AI',
    partOf: 'video',
    enough: 7.5,
  },
  'video-understanding': {
    means:
      'video understanding, video question answering, video qa, video llm, video large language model, ' +
      'video reasoning, temporal grounding, video captioning, streaming video, video mllm, video comprehension, ' +
      'egocentric video, moment retrieval, video language model, video retrieval, action recognition, video mme, ' +
      'video anomaly, video summarization, video benchmark, video perception, video agent, temporal reasoning, ' +
      'video language, procedural video, online video, video caption, frame selection, keyframe, ' +
      'video multimodal, video temporal, instructional video, mvbench, lvbench, first person video, ' +
      'long form video, shot boundary, video segmentation, audio video understanding, videollm, video vlm, ' +
      'video token, streaming video understanding, dense captioning, video stream, video large multimodal, ' +
      'temporal localization, audio visual understanding, shot detection, video event, egocentric understanding, ' +
      'video multimodal large language, video search, video grounding, temporal understanding',
    hints:
      'video, mllm, frame, temporal, question, understanding, vlm, event, clip, egocentric, ' +
      'multimodal large language model, ovo bench, hour long, long video',
    against:
      'video generation, video diffusion, text to video, long video generation, video editing, robot*, ' +
      'world model, video generative model, manipulation, vla, real time long video generation, video depth',
    partOf: 'video',
    enough: 8,
  },
} as const satisfies Readonly<Record<string, TopicQuery>>;
