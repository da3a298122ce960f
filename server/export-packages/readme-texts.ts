import type { Bilingual, Language } from '../../shared/kernel/bilingual.ts'
import { filled } from '../../shared/texts/fill.ts'

/** Sentences of the README of a package. They stand in files alone, never on a screen. */
const README = {
  title: { en: 'Export of study {{study}}', zh: '研究{{study}}导出数据包' },
  study: { en: 'Study', zh: '研究' },
  state: { en: 'Data', zh: '数据' },
  live: {
    en: 'as they stood at {{at}} (UTC), entry {{seq}} of the audit trail',
    zh: '截至{{at}}（UTC）的状态，即稽查轨迹第{{seq}}条记录之后',
  },
  snapshot: {
    en: 'snapshot “{{name}}”: as they stood at {{at}} (UTC), entry {{seq}} of the audit trail, SHA-256 {{hash}}',
    zh: '快照“{{name}}”：截至{{at}}（UTC）的状态，即稽查轨迹第{{seq}}条记录之后，SHA-256 {{hash}}',
  },
  cutoff: { en: 'Clinical cut-off of analyses', zh: '分析的数据截止日期' },
  latestDate: { en: 'the latest complete date recorded', zh: '最晚的完整录入日期' },
  population: { en: 'Population', zh: '分析人群' },
  subjects: { en: 'Subjects', zh: '受试者例数' },
  profile: { en: 'Subjects are shown', zh: '受试者信息' },
  responses: { en: 'Responses in analyses', zh: '分析所用疗效' },
  definition: { en: 'Study definition', zh: '研究定义版本' },
  program: { en: 'Program version', zh: '程序版本' },
  standards: { en: 'Standards and code lists', zh: '标准与编码表版本' },
  dictionaries: { en: 'Dictionaries', zh: '医学词典' },
  noDictionary: { en: 'none loaded', zh: '未加载' },
  contents: { en: 'What is in the package', zh: '数据包内容' },
  counted: {
    en: '{{files}} {{files, file|files}}, {{rows}} {{rows, row|rows}}',
    zh: '{{files}}个文件，{{rows}}行',
  },
  metadata: {
    en: 'metadata/ - the study definition with its forms (definition.json), every question (items.csv) and every coded answer with its meaning (code-lists.csv).',
    zh: 'metadata/ - 研究定义及其表单（definition.json）、全部问题（items.csv）、全部编码及其含义（code-lists.csv）。',
  },
  trace: {
    en: 'metadata/trace.csv - for each record of an SDTM or ADaM dataset the form, visit and item that it was made from, with the address of that form in the product.',
    zh: 'metadata/trace.csv - SDTM和ADaM数据集每条记录所来自的表单、访视和项目，以及该表单在系统中的地址。',
  },
  log: {
    en: 'log/problems.csv - what the datasets cannot say as their standard asks, with the form that it comes from.',
    zh: 'log/problems.csv - 数据集中不符合标准要求之处及其来源表单。',
  },
  manifest: {
    en: 'manifest.json - state, choices, versions, counts, and every file with its rows, columns and SHA-256; checksums.sha256 - the SHA-256 of every file.',
    zh: 'manifest.json - 数据状态、选项、版本、计数，以及每个文件的行数、列名和SHA-256；checksums.sha256 - 每个文件的SHA-256。',
  },
  utc: {
    en: 'Times that end in Z are in UTC. Clinical dates are calendar dates of the site and belong to no zone.',
    zh: '以Z结尾的时间为UTC时间。临床日期为研究中心当地日历日期，不涉及时区。',
  },
  zones: { en: 'Time zones of the sites: {{zones}}.', zh: '各研究中心时区：{{zones}}。' },
  dates: {
    en: 'A partial date stays as it is known: 2024-03 is a day in March 2024, 2024 one in 2024. An empty answer bears its reason where one was given: not done, unknown, not applicable, refused, not evaluable, pending.',
    zh: '不完整日期按已知部分保留：2024-03表示2024年3月中的某日，2024表示2024年中的某日。空缺项目如有原因则一并给出：未做、未知、不适用、拒绝、不可评价、待定。',
  },
  signatures: {
    en: 'An electronic signature holds for exactly the values that were signed, with its meaning (author, review, approval, responsibility), printed name and time. A signature that a later change broke is marked as broken; a value without a signature in force is not endorsed.',
    zh: '电子签名仅对签署时的数值有效，并载明签名含义（作者、审核、批准、负责）、签名人姓名和时间。签署后数据有改动的，其签名标为失效；没有有效签名的数值视为未经确认。',
  },
  twin: {
    en: 'This is a de-identified copy: other subject and site codes, dates moved by days of each subject’s own, ages of 90 and above in one group, no birth date and no free text, small sites joined. Intervals and endpoints are those of the study.',
    zh: '本数据包为去标识化副本：受试者和研究中心编号已更换，每例受试者的日期按各自天数平移，90岁及以上合并为一组，不含出生日期和自由文本，小型研究中心已合并。时间间隔和终点结果与原研究一致。',
  },
  withdrawn: {
    en: 'Some subjects withdrew consent: consent-withdrawn.txt names them. Data held before stay, and are to be used as the protocol says.',
    zh: '部分受试者已撤回知情同意，名单见consent-withdrawn.txt。撤回前的数据予以保留，须按方案规定使用。',
  },
  problems: {
    en: '{{all}} {{all, problem was|problems were}} found in the datasets, {{errors}} of them {{errors, an error|errors}}.',
    zh: '数据集中发现{{all}}个问题，其中{{errors}}个为错误。',
  },
  reading: { en: 'How to read the files', zh: '文件读取方法' },
  readCsv: {
    en: 'CSV: UTF-8, comma, quotes doubled. R: read.csv(file, colClasses = "character", na.strings = ""). SAS: proc import with guessingrows=max, or a data step with informats $.',
    zh: 'CSV：UTF-8编码，逗号分隔，引号加倍。R：read.csv(file, colClasses = "character", na.strings = "")。SAS：proc import（guessingrows=max），或使用$输入格式的数据步。',
  },
  readXpt: {
    en: 'XPT (SAS transport 5): R: haven::read_xpt("ae.xpt"). SAS: libname in xport "ae.xpt"; proc copy in=in out=work; run;',
    zh: 'XPT（SAS传输格式5）：R：haven::read_xpt("ae.xpt")。SAS：libname in xport "ae.xpt"; proc copy in=in out=work; run;',
  },
  readJson: {
    en: 'Dataset-JSON: R: datasetjson::read_dataset_json("ae.json"), or jsonlite. Definition and manifest are plain JSON.',
    zh: 'Dataset-JSON：R：datasetjson::read_dataset_json("ae.json")，或使用jsonlite。定义与清单为普通JSON。',
  },
  readXml: {
    en: 'XML (Define-XML, ODM): any XML reader; a browser shows define.xml where its style sheet lies beside it.',
    zh: 'XML（Define-XML、ODM）：任何XML工具均可读取。',
  },
  check: {
    en: 'To check the files: sha256sum --check checksums.sha256',
    zh: '校验文件：sha256sum --check checksums.sha256',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

export type ReadmeKey = keyof typeof README

/** A sentence of the README with its values filled in. */
export function readmeText(
  language: Language,
  key: ReadmeKey,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return filled(language, README[key][language], params)
}
