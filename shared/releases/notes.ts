import type { Bilingual, Language } from '../kernel/bilingual.ts'
import type { MigrationNote, Release } from './define.ts'
import { releases } from './registry.ts'

/** The release notes as Markdown, the newest release first. @source VA-04 */
export function releaseNotes(language: Language): string {
  const parts = [
    HEADS.title[language],
    HEADS.about[language],
    ...releases.all.flatMap((release) => sectionsOf(release, language)),
  ]
  return `${parts.join('\n\n')}\n`
}

const HEADS = {
  title: { en: '# Release notes', zh: '# 发布说明' },
  about: {
    en: 'For whoever runs an installation or answers for its validation. Chinese: [发布说明](release-notes.zh.md). The same words are printed by `hepatrial upgrade --notes`, and those of the pending steps by `hepatrial upgrade --dry-run`, which takes them on a copy.',
    zh: '供安装的运行人员及验证负责人阅读。英文：[Release notes](release-notes.md)。`hepatrial upgrade --notes --language zh` 输出相同内容；`hepatrial upgrade --dry-run` 列出待执行的步骤，并先在副本上执行。',
  },
  changes: { en: '### What changed', zh: '### 变更内容' },
  running: { en: '### Running studies', zh: '### 对进行中研究的影响' },
  steps: { en: '### Steps of the schema', zh: '### 数据库结构步骤' },
  touches: { en: 'May touch', zh: '可能影响' },
  problems: { en: '### Known problems', zh: '### 已知问题' },
} as const satisfies Readonly<Record<string, Bilingual>>

function sectionsOf(release: Release, language: Language): readonly string[] {
  const list = (items: readonly Bilingual[]): string =>
    items.map((item) => `- ${item[language]}`).join('\n')
  return [
    `## ${release.key}`,
    HEADS.changes[language],
    list(release.changes),
    HEADS.running[language],
    list(release.runningStudies),
    HEADS.steps[language],
    ...release.migrations.map((step) => stepText(step, language)),
    HEADS.problems[language],
    list(release.knownProblems),
  ]
}

function stepText({ name, does, touches }: MigrationNote, language: Language): string {
  const lines = [does[language], `${HEADS.touches[language]}: ${touches[language]}`]
  return `#### ${name}\n\n${lines.join('\n\n')}`
}
