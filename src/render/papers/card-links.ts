import type { APIButtonComponent } from 'discord-api-types/v10';
import type { CountedPaper } from '../../domain/paper.ts';
import { arxivHtmlUrl, arxivPdfUrl, arxivUrl, huggingFaceUrl } from '../../domain/paper-id.ts';
import { linkButton, row } from '../message/packer.ts';
import { linkTarget } from '../text/inert.ts';
import { counted } from '../text/words.ts';

/** Where a paper can be read, and what belongs to it: at most two rows of links. */
export function renderLinks({ paper, counts }: CountedPaper) {
  const { id, githubRepo, projectPage, isOnlyOnArxiv } = paper;
  const huggingFace = isOnlyOnArxiv ? undefined : huggingFaceUrl(id);
  const project = projectPage === undefined ? undefined : linkTarget(projectPage);
  const code = counts.githubStars ? `Code, ${counted(counts.githubStars, 'star')}` : 'Code';
  const reading = [
    linkButton('arXiv', arxivUrl(id)),
    linkButton('PDF', arxivPdfUrl(id)),
    linkButton('HTML', arxivHtmlUrl(id)),
    ...(huggingFace === undefined ? [] : [linkButton('Hugging Face', huggingFace)]),
  ];
  const belonging = [
    ...(githubRepo === undefined ? [] : [linkButton(code, `https://github.com/${githubRepo}`)]),
    ...(project === undefined ? [] : [linkButton('Project page', project)]),
  ];
  return [reading, belonging].map(known).flatMap((links) => (links.length === 0 ? [] : [row(links)]));
}

/** Without those whose address is longer than Discord takes. */
function known(links: readonly (APIButtonComponent | undefined)[]): readonly APIButtonComponent[] {
  return links.filter((link) => link !== undefined);
}
