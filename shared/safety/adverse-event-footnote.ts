import type { Bilingual } from '../kernel/bilingual.ts'

/** Stands under every table by class and term where no licensed MedDRA was uploaded. */
export const TERMS_FOOTNOTE: Bilingual = {
  en: 'Rows are terms of CTCAE v5.0 and the system organ classes it files them under, not preferred terms of MedDRA. Each subject counts once per row, at the worst grade; percentages are of N.',
  zh: '各行为CTCAE v5.0术语及其所属系统器官分类，并非MedDRA首选术语。每例受试者在每行中按最高级别计一次；百分比以N为分母。',
}
