import { SUBJECT_COLUMNS } from './subject-columns.ts'
import { assigned, carried, derived, variablesOf } from './variables-of.ts'

/** Variables of ADTR, with their rules in words. Lengths in millimetres. */
export const adtrVariables = variablesOf('ADTR', {
  ...SUBJECT_COLUMNS,
  ASEQ: assigned(),
  PARAMCD: assigned({
    en: 'SUMDIAM the sum, TLDIAM and a number each target in the order of the list; before it M for mRECIST, nothing for RECIST 1.1.',
    zh: 'SUMDIAM为总和，TLDIAM加序号为各靶病灶（按病灶表顺序）；mRECIST在前加M，RECIST 1.1不加。',
  }),
  PARAM: assigned(),
  PARCAT1: assigned(),
  PARCAT2: assigned(),
  PARCAT3: assigned(),
  AVAL: derived(
    'What the target adds to the sum: its longest diameter, of a node the short axis, under mRECIST of liver lesions the viable diameter; 0 where it is gone. The sum only where every target is evaluable.',
    '靶病灶计入总和的长度：最长径，淋巴结为短径，mRECIST下肝内病灶为存活部分最长径；消失者为0。所有靶病灶均可评估时才有总和。',
    'float',
  ),
  AVALC: derived('NE where there is no AVAL.', '无AVAL时为NE。'),
  BASE: derived('AVAL at baseline.', '基线AVAL。', 'float'),
  CHG: derived('AVAL - BASE.', 'AVAL − BASE。', 'float'),
  PCHG: derived('100 x CHG / BASE, not rounded.', '100 × CHG / BASE，不取整。', 'float'),
  ABLFL: derived('Y at baseline.', '基线记录记Y。'),
  ADT: derived(
    'Lesions: date of the scan. Sums: at baseline the last scan; later the date of the response in force, of progression the first scan, of other responses the last.',
    '病灶：检查日期。总和：基线取最晚的检查日期；其后取生效疗效的日期（PD取最早的检查日期，其他取最晚）。',
  ),
  ADTF: derived(
    'D where the day of the scan that gave ADT was imputed, M where month and day were.',
    'ADT所取的检查日期中“日”为填补的记D，“月、日”均为填补的记M。',
  ),
  ADY: derived(
    'ADT - TRTSDT + 1 on or after the first dose, ADT - TRTSDT before it; there is no day 0.',
    '首次给药日及以后为ADT − TRTSDT + 1，之前为ADT − TRTSDT；无第0天。',
  ),
  AVISIT: assigned({
    en: 'Title of the planned visit, or the name of the unscheduled one.',
    zh: '计划访视名称，或计划外访视的名称。',
  }),
  AVISITN: carried('TR.VISITNUM', 'float'),
  VISITNUM: carried('TR.VISITNUM', 'float'),
  VISIT: carried('TR.VISIT'),
  ANL01FL: derived(
    'Y on later records with a value at assessments that count (ADRS.ANL02FL).',
    '基线后有数值且属于计入评估（ADRS.ANL02FL）的记录记Y。',
  ),
  TRGRPID: carried('TR.TRGRPID'),
  TRLNKID: carried('TR.TRLNKID'),
  TRTESTCD: carried('TR.TRTESTCD'),
  TREVAL: carried('TR.TREVAL'),
  TRDTC: carried('TR.TRDTC'),
  TRSEQ: carried('TR.TRSEQ'),
  TULOC: carried('TU.TULOC'),
  NADIR: derived(
    'Smallest AVAL before the record, the baseline included.',
    '该记录之前（含基线）AVAL的最小值。',
    'float',
  ),
  CHGNAD: derived('AVAL - NADIR.', 'AVAL − NADIR。', 'float'),
  PCHGNAD: derived('100 x CHGNAD / NADIR, not rounded.', '100 × CHGNAD / NADIR，不取整。', 'float'),
  SRCDOM: assigned(),
  SRCVAR: assigned(),
  SRCSEQ: assigned({
    en: 'Of a split lesion its first part; of a lesion merged into another the record that says so.',
    zh: '分裂病灶取其第一部分；融合病灶取记录其融合的记录。',
  }),
})
