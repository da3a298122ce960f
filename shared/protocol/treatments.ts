import type { StudyTreatment } from '../forms/study-treatment.ts'

/** Treatments of the built-in protocols, as the adverse-event form names them. */
export const DONAFENIB: StudyTreatment = {
  kind: 'drug',
  drugs: ['DONAFENIB'],
  label: { en: 'donafenib', zh: '多纳非尼' },
}
export const TORIPALIMAB: StudyTreatment = {
  kind: 'drug',
  drugs: ['TORIPALIMAB'],
  label: { en: 'toripalimab', zh: '特瑞普利单抗' },
}
export const LENVATINIB: StudyTreatment = {
  kind: 'drug',
  drugs: ['LENVATINIB'],
  label: { en: 'lenvatinib', zh: '仑伐替尼' },
}
export const REGORAFENIB: StudyTreatment = {
  kind: 'drug',
  drugs: ['REGORAFENIB'],
  label: { en: 'regorafenib', zh: '瑞戈非尼' },
}
export const TARGETED_DRUG: StudyTreatment = {
  kind: 'drug',
  drugs: ['DONAFENIB', 'REGORAFENIB', 'LENVATINIB', 'SORAFENIB', 'APATINIB'],
  label: { en: 'tyrosine-kinase inhibitor', zh: '酪氨酸激酶抑制剂（TKI）' },
}
/** Whichever antibody against PD-1 or PD-L1 the subject is given. */
export const CHECKPOINT_INHIBITOR: StudyTreatment = {
  kind: 'drug',
  drugs: [
    'TORIPALIMAB',
    'CAMRELIZUMAB',
    'SINTILIMAB',
    'TISLELIZUMAB',
    'PEMBROLIZUMAB',
    'NIVOLUMAB',
    'ATEZOLIZUMAB',
    'DURVALUMAB',
  ],
  label: { en: 'PD-1/PD-L1 antibody', zh: 'PD-1/PD-L1单抗' },
}
export const ARTERIAL_PROCEDURE: StudyTreatment = {
  kind: 'procedure',
  label: { en: 'TACE or HAIC', zh: 'TACE或HAIC' },
}
