import type { ReactNode } from 'react'
import type { RefusedDrill } from '../../shared/backup/state.ts'
import { formatTime } from '../kit/format.ts'
import { ProblemFailure } from '../kit/http.ts'
import { problemText } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { Facts } from './facts.tsx'
import type { SystemStatus } from './queries.ts'
import { sizeText } from './size-text.ts'

/** The last backup and the next one, the last failure, and when a restore was last tried out. */
export function BackupFacts({ status }: { readonly status: SystemStatus }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const { made, drill, failed, nextBackup } = status
  const last =
    made === null
      ? [[t('system.lastBackup'), t('system.never')] as const]
      : [
          [t('system.lastBackup'), `${formatTime(made.at)}, ${sizeText(made.size)}`] as const,
          [t('system.file'), <code key="file">{made.file}</code>] as const,
          [t('system.encryption'), encryptionText(made.encryption, texts)] as const,
        ]
  return (
    <Facts
      facts={[
        ...last,
        [t('system.nextBackup'), nextBackup === null ? t('system.byHand') : formatTime(nextBackup)],
        ...(failed === null
          ? []
          : [[t('system.lastFailure'), failureText(failed, texts)] as const]),
        [t('system.lastDrill'), <LastDrill key="drill" drill={drill} />],
      ]}
    />
  )
}

const OF_KEY = 'public key '

/** What the server notes of it: `none`, `passphrase`, or the fingerprint of the key behind its kind. */
function encryptionText(noted: string, { t }: ReturnType<typeof useTexts>): string {
  if (noted === 'none') return t('system.encryption.none')
  if (!noted.startsWith(OF_KEY)) return t('system.encryption.passphrase')
  return t('system.encryption.key', { fingerprint: noted.slice(OF_KEY.length) })
}

function failureText(
  { at, problem }: NonNullable<SystemStatus['failed']>,
  texts: ReturnType<typeof useTexts>,
): string {
  const why = problem === null ? '' : `: ${problemText(texts, new ProblemFailure(problem))}`
  return `${formatTime(at)}${why}`
}

function LastDrill({ drill }: Pick<SystemStatus, 'drill'>): ReactNode {
  const { t } = useTexts()
  if (drill === null) return t('system.never')
  const { at, madeAt, passed, refused } = drill
  return `${formatTime(at)}: ${refused === null ? comparedText() : refusedText(refused)}`

  function comparedText(): string {
    const key = passed ? 'system.drillPassed' : 'system.drillFailed'
    return t(key, { at: madeAt === null ? '' : formatTime(madeAt) })
  }

  function refusedText({ file, fault, params }: RefusedDrill): string {
    const why = fault === null ? t('system.drillFault') : t(`backup.fault.${fault}`, params)
    return t('system.drillRefused', { file, why })
  }
}
