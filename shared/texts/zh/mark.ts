import type { mark as en } from '../en/mark.ts'

/** How test data are told from those of a study in production, on screens, in mails and in files. */
export const mark: Readonly<Record<keyof typeof en, string>> = {
  'mark.test': '测试数据',
  'mark.sign': '测试',
  'mark.study': '测试研究。其中数据均不涉及真实受试者，不属于任何临床试验数据。',
  'mark.installation': '测试系统。其中内容仅供试用，不属于任何临床试验数据。',
  'mark.copy': '测试系统中的研究副本。研究的正式数据在别处，此处的任何操作均不影响正式数据。',
  'mark.environment': '研究用途',
  'mark.environment.production': '临床试验（正式）',
  'mark.environment.test': '试用、培训、检查（测试）',
  'mark.environmentRule': '建立后不能更改。测试研究的每个页面及其导出的所有文件均带有测试标识。',
  'mark.environmentFixed': '当前为测试系统，在此建立的研究均为测试研究。',
  'study.notOnTest':
    '当前为测试系统（HEPATRIAL_ENVIRONMENT=test），不能建立正式研究。请建立测试研究，或在正式系统上建立该研究。',
}
