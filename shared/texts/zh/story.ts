import type { story as english } from '../en/story.ts'

export const story: Readonly<Record<keyof typeof english, string>> = {
  'story.title': '受试者病程全景',
  'story.lesions': '病灶时间线',
  'story.tab': '病程全景',
  'story.ofSubject': '{{figure}} · 受试者{{subjid}}（n = 1）',
  'story.empty':
    '有带日期的记录后，给药、操作、不良事件、病灶、疗效和标志物将在此沿同一时间轴显示。',
  'story.figures': '图形',
  'story.cutoff': '数据截止日期',
  'story.asOf': '数据截至{{date}}',
  'story.zoomIn': '放大',
  'story.zoomOut': '缩小',
  'story.earlier': '向前',
  'story.later': '向后',
  'story.whole': '全部时间',
  'story.fromDose': '自筛选期起',
  'story.from': '起始日期',
  'story.to': '结束日期',
  'story.everyTerm': '每个术语单独一行',
  'story.print': '打印',
  'story.keys':
    '方向键在标记间移动，回车键打开记录；+和−缩放，逗号和句号键移动时间，0显示全部时间；在图上拖动可放大该时段。',
  'story.picture': '{{subjid}}的{{figure}}：共{{count}}项，{{from}}至{{to}}。各项均列于下方表格。',
  'story.table': '以表格显示相同内容',
  'story.when': '时间',
  'story.files': '图形另存为',
  'story.shown': '显示时段：{{from}}至{{to}}',
  'story.responses': '研究者评价与系统推导的疗效并列',
  'story.basis':
    '来源：访视、研究用药、操作、后续治疗、不良事件、病灶及测量、疗效审核、实验室检查；径线总和与疗效由系统推导',
  'story.basisLesions': '来源：病灶及测量、疗效审核、操作；径线总和与疗效由系统推导',
  'story.cutoffNote': '截止日期之后开始的内容不显示，之后结束的视为截止时仍在持续。',
  'story.openNote': '待处理事项为当前状态，与截止日期无关。',
  'story.withdrawn':
    '该受试者已撤回知情同意（日期未记录）：图中为撤回前已收集的数据，使用者须知悉。',
  'story.withdrawnOn': '该受试者已于{{date}}撤回知情同意：图中为撤回前已收集的数据，使用者须知悉。',
  'story.noDose': '尚无给药记录：时间轴仅显示日期。',
  'story.undated': '无日期，未绘制：{{names}}',
  'story.left': '{{test}}有{{count}}个结果无法绘制：无日期、数值不大于0或单位无法换算。',
  'story.partialNote': '日期不完整者，按其可能的全部日期绘制。',
}
