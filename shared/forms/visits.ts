import { code } from './code-lists.ts'
import { defineForm, reasonKey, type RowValues } from './define.ts'

/** A visit, attended or not done. Its record is what the other forms of the visit belong to. */
export const visitsForm = defineForm({
  key: 'visits',
  title: { en: 'Visit', zh: '访视' },
  scope: 'visit',
  owner: 'site',
  file: 'visits',
  sortBy: ['VISIT'],
  items: [
    {
      key: 'SVSTDAT',
      kind: 'date',
      complete: true,
      label: { en: 'Date of visit', zh: '访视日期' },
      required: true,
      sdtm: 'SV.SVSTDTC',
    },
    {
      key: 'SVUPDES',
      kind: 'text',
      maxLength: 200,
      label: { en: 'Reason for an unscheduled visit', zh: '计划外访视原因' },
      sdtm: 'SV.SVUPDES',
    },
    {
      key: 'SVREASOC',
      kind: 'code',
      open: true,
      codes: [
        code('DID NOT COME', 'Subject did not come', '受试者未到访'),
        code('REFUSED', 'Subject refused', '受试者拒绝'),
        code('TOO ILL', 'Too ill to come', '病情过重无法到访'),
        code('TREATED ELSEWHERE', 'Treated elsewhere', '在外院就诊'),
        code('SITE', 'Site could not hold it', '研究中心原因未能进行'),
      ],
      showIf: { item: reasonKey('SVSTDAT'), in: ['NOT DONE'] },
      label: { en: 'Why the visit was not done', zh: '访视未进行的原因' },
      required: true,
      sdtm: 'SV.SVREASOC',
    },
  ],
})

/** The items of a visit that was not done, for this reason. */
export function visitNotDone(reason: string): RowValues {
  return { [reasonKey('SVSTDAT')]: 'NOT DONE', SVREASOC: reason }
}

/** Whether a visit's own items say that it was not done. @source DC-07 */
export function isVisitNotDone(items: RowValues): boolean {
  return (items['SVSTDAT'] ?? '') === '' && items[reasonKey('SVSTDAT')] === 'NOT DONE'
}
