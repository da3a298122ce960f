import type { Bilingual } from '../../kernel/bilingual.ts'

/** What a person reads for a clinical criterion of the rules. */
export const CRITERION_LABELS: Readonly<Record<string, Bilingual>> = {
  bleeding: { en: 'Bleeding', zh: '出血' },
  'change-in-baseline-medical-intervention-indicated': {
    en: 'Change of the medical treatment at baseline indicated',
    zh: '需要改变基线时的药物治疗',
  },
  'change-in-daily-management-of-a-diabetic': {
    en: 'Change in the daily management of a diabetic',
    zh: '糖尿病患者需改变日常管理',
  },
  'clinical-manifestations-of-leucostasis': {
    en: 'Clinical signs of leucostasis',
    zh: '白细胞淤滞的临床表现',
  },
  'coagulation-modifier-indicated': {
    en: 'Drug acting on coagulation indicated',
    zh: '需要使用凝血调节药物',
  },
  death: { en: 'Death', zh: '死亡' },
  'dialysis-or-renal-transplant-indicated': {
    en: 'Dialysis or kidney transplant indicated',
    zh: '需要透析或肾移植',
  },
  'dose-adjustment-indicated': { en: 'Dose adjustment indicated', zh: '需要调整剂量' },
  'hospitalization-indicated': { en: 'Hospitalisation indicated', zh: '需要住院' },
  'insulin-therapy-initiated': { en: 'Insulin started', zh: '开始胰岛素治疗' },
  'intermittent-supplemental-oxygen': { en: 'Intermittent oxygen', zh: '间断吸氧' },
  'intervention-indicated': { en: 'Intervention indicated', zh: '需要干预' },
  'intervention-initiated': { en: 'Intervention started', zh: '已开始干预' },
  'life-threatening-airway-compromise': {
    en: 'Life-threatening airway compromise',
    zh: '危及生命的气道受损',
  },
  'life-threatening-consequences': { en: 'Life-threatening consequences', zh: '危及生命' },
  'limiting-instrumental-adl': {
    en: 'Limits instrumental activities of daily living',
    zh: '工具性日常生活活动受限',
  },
  'limiting-self-care-adl': { en: 'Limits self-care', zh: '自理性日常生活活动受限' },
  'medical-intervention-indicated': { en: 'Medical treatment indicated', zh: '需要药物治疗' },
  'minor-interventions-required': { en: 'Minor interventions required', zh: '需要较小的干预' },
  'monitoring-only-indicated': { en: 'Monitoring only', zh: '仅需监测' },
  'monotherapy-indicated': { en: 'One drug indicated', zh: '需要单药治疗' },
  'more-than-one-drug-or-more-intensive-therapy': {
    en: 'More than one drug, or more intensive treatment than before',
    zh: '需要一种以上药物或较前加强的治疗',
  },
  'nutritional-support-indicated': { en: 'Nutritional support indicated', zh: '需要营养支持' },
  'oral-antiglycemic-agent-initiated': { en: 'Oral antidiabetic started', zh: '开始口服降糖药' },
  'pao2-at-most-55-mmHg-at-rest': {
    en: 'PaO2 at most 55 mmHg at rest',
    zh: '静息时PaO2不高于55 mmHg',
  },
  'polymorphic-ventricular-tachycardia': {
    en: 'Polymorphic ventricular tachycardia',
    zh: '多形性室性心动过速',
  },
  'proteinuria-2-plus-present': { en: 'Proteinuria 2+', zh: '尿蛋白2+' },
  'recurrent-or-persistent-24h': {
    en: 'Recurrent, or persistent for 24 hours or more',
    zh: '反复出现或持续24小时及以上',
  },
  'reversal-of-flow-on-ultrasound': { en: 'Reversed flow on ultrasound', zh: '超声示血流逆向' },
  seizures: { en: 'Seizures', zh: '癫痫发作' },
  'sequelae-of-absorption-deficiency': {
    en: 'Sequelae of malabsorption',
    zh: '吸收不良的后遗表现',
  },
  'signs-or-symptoms-of-serious-arrhythmia': {
    en: 'Signs or symptoms of serious arrhythmia',
    zh: '严重心律失常的体征或症状',
  },
  'steroids-initiated': { en: 'Steroids started', zh: '开始使用糖皮质激素' },
  'stool-frequency-bulk-or-odour-increase-or-steatorrhoea': {
    en: 'More frequent, bulkier or fouler stools, or steatorrhoea',
    zh: '排便次数、量或气味增加，或脂肪泻',
  },
  symptomatic: { en: 'Symptoms', zh: '有症状' },
  'symptomatic-increase-above-20-diastolic-or-to-above-140/90': {
    en: 'Symptomatic rise by more than 20 mmHg diastolic, or to above 140/90 mmHg',
    zh: '有症状的舒张压升高超过20 mmHg，或血压升至140/90 mmHg以上',
  },
  'torsade-de-pointes': { en: 'Torsade de pointes', zh: '尖端扭转型室性心动过速' },
  'transfusion-indicated': { en: 'Transfusion indicated', zh: '需要输血' },
  'tube-feeding-or-tpn-indicated': {
    en: 'Tube feeding or parenteral nutrition indicated',
    zh: '需要管饲或全肠外营养',
  },
  'urgent-intervention-indicated': { en: 'Urgent intervention indicated', zh: '需要紧急干预' },
  'urgent-intervention-required': { en: 'Urgent intervention required', zh: '需要紧急干预' },
  'urine-protein-creatinine-ratio-above-0.5': {
    en: 'Urine protein/creatinine ratio above 0.5',
    zh: '尿蛋白/肌酐比值大于0.5',
  },
  'workup-for-diabetes': { en: 'Work-up for diabetes', zh: '需进行糖尿病检查' },
}
