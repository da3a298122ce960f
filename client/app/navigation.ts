import type { Permission } from '../../shared/access/permissions.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import type { IconName } from '../kit/icon.tsx'

export interface Destination {
  readonly to: string
  readonly label: TextKey
  readonly icon: IconName
  readonly permission: Permission
  /** The address must match to its end for the entry to count as current. */
  readonly exact?: boolean
  /** Studies that have this job; absent: all. */
  readonly only?: (definition: ProtocolDefinition) => boolean
}

/** Whether a protocol looks for a dose. */
function findsDose({ endpoints }: ProtocolDefinition): boolean {
  return endpoints.some(({ kind }) => kind === 'dose-limiting-toxicity')
}

/** Jobs in one study, in the order of the left navigation. */
export function studyDestinations(study: string): readonly Destination[] {
  const base = `/studies/${encodeURIComponent(study)}`
  return [
    { to: base, label: 'nav.home', icon: 'home', permission: 'analysis.read', exact: true },
    { to: `${base}/subjects`, label: 'nav.subjects', icon: 'subjects', permission: 'subject.read' },
    { to: `${base}/queries`, label: 'nav.queries', icon: 'queries', permission: 'subject.read' },
    { to: `${base}/checks`, label: 'nav.checks', icon: 'checks', permission: 'subject.read' },
    {
      to: `${base}/verification`,
      label: 'nav.verification',
      icon: 'verify',
      permission: 'record.verify',
    },
    {
      to: `${base}/signatures`,
      label: 'nav.signatures',
      icon: 'edit',
      permission: 'subject.read',
    },
    ...resultEntries(base),
    { to: `${base}/reviews`, label: 'reviews.title', icon: 'edit', permission: 'analysis.read' },
    { to: `${base}/readings`, label: 'reading.title', icon: 'edit', permission: 'reading.read' },
    {
      to: `${base}/serious-events`,
      label: 'nav.serious',
      icon: 'alert',
      permission: 'subject.read',
    },
    doseEntry(base),
    { to: `${base}/safety`, label: 'nav.safety', icon: 'safety', permission: 'analysis.read' },
    { to: `${base}/coding`, label: 'nav.coding', icon: 'code', permission: 'coding.write' },
    {
      to: `${base}/deviations`,
      label: 'deviations.title',
      icon: 'reason',
      permission: 'subject.read',
    },
    { to: `${base}/close-out`, label: 'closeOut.title', icon: 'lock', permission: 'subject.read' },
    { to: `${base}/export`, label: 'nav.export', icon: 'export', permission: 'data.export' },
    { to: `${base}/casebook`, label: 'nav.casebook', icon: 'book', permission: 'study.read' },
    { to: `${base}/archives`, label: 'nav.archive', icon: 'archive', permission: 'archive.read' },
    { to: `${base}/audit`, label: 'nav.audit', icon: 'audit', permission: 'audit.read' },
    {
      to: `${base}/laboratories`,
      label: 'nav.laboratories',
      icon: 'flask',
      permission: 'study.read',
    },
    { to: `${base}/rights`, label: 'nav.rights', icon: 'lock', permission: 'access.read' },
    { to: `${base}/set-up`, label: 'nav.setUp', icon: 'settings', permission: 'study.manage' },
  ]
}

/** What the data come to, and what it rests on. */
function resultEntries(base: string): readonly Destination[] {
  return [
    { to: `${base}/live`, label: 'nav.live', icon: 'results', permission: 'analysis.read' },
    { to: `${base}/results`, label: 'nav.results', icon: 'results', permission: 'analysis.read' },
    {
      to: `${base}/sensitivity`,
      label: 'nav.sensitivity',
      icon: 'results',
      permission: 'analysis.read',
    },
    { to: `${base}/cohorts`, label: 'nav.cohorts', icon: 'results', permission: 'analysis.read' },
    {
      to: `${base}/report`,
      label: 'studyReport.title',
      icon: 'book',
      permission: 'analysis.read',
    },
  ]
}

function doseEntry(base: string): Destination {
  return {
    to: `${base}/dose-escalation`,
    label: 'nav.dose',
    icon: 'safety',
    permission: 'analysis.read',
    only: findsDose,
  }
}

/** Jobs outside a study. */
export const ADMINISTRATION: readonly Destination[] = [
  { to: '/accounts', label: 'nav.accounts', icon: 'accounts', permission: 'account.manage' },
  { to: '/access-review', label: 'nav.accessReview', icon: 'checks', permission: 'account.manage' },
  { to: '/system-trail', label: 'nav.systemTrail', icon: 'audit', permission: 'account.manage' },
  { to: '/system', label: 'nav.system', icon: 'checks', permission: 'account.manage' },
  { to: '/backups', label: 'nav.backups', icon: 'archive', permission: 'account.manage' },
  { to: '/settings', label: 'nav.settings', icon: 'settings', permission: 'account.manage' },
  { to: '/new-study', label: 'nav.newStudy', icon: 'plus', permission: 'study.manage' },
]
