import type { formFiles as en } from '../en/form-files.ts'

export const formFiles: Readonly<Record<keyof typeof en, string>> = {
  'formFiles.readme': '说明',
  'formFiles.items': '项目清单',
  'formFiles.codeLists': '编码表',
  'formFiles.study': '研究',
  'formFiles.protocol': '方案',
  'formFiles.definition': '表单版本',
  'formFiles.data': '数据',
  'formFiles.asTheyWere': '导出时的数据，非快照',
  'formFiles.asOf': '数据截至（UTC）',
  'formFiles.entry': '稽查轨迹末条序号',
  'formFiles.hash': '快照哈希值（SHA-256）',
  'formFiles.cutoff': '临床数据截止日期',
  'formFiles.noCutoff': '无',
  'formFiles.subjects': '受试者数',
  'formFiles.rows': '表单行数',
  'formFiles.profile': '去标识方式',
  'formFiles.program': '软件版本',
  'formFiles.terms': '术语标准',
  'formFiles.dictionaries': '编码词典',
  'formFiles.noDictionary': '未加载',
  'formFiles.zones': '各中心时区',
  'formFiles.times': '临床日期和时间为研究中心当地录入值；未知部分省略。上列时间为UTC。',
  'formFiles.values':
    '所有取值均为录入原文：前导零、小数位和“<”等符号原样保留。空值的原因见其后以_REASND结尾的列。',
  'formFiles.codes':
    '以_DECODE结尾的列为其前一列编码的含义。全部编码见编码表，全部项目及其标签、单位见项目清单。',
  'formFiles.links': 'RECORD为数据采集系统的记录编号，稽查轨迹按此编号记录每次修改。',
}
