/**
 * Colours that stay apart for eyes that see colours otherwise. Sky, orange and yellow are too light for
 * text and thin lines: an area of them has an outline. @source Okabe and Ito; UX rules, C1
 */
export const PALETTE = {
  blue: '#0072B2',
  vermilion: '#D55E00',
  green: '#009E73',
  purple: '#CC79A7',
  sky: '#56B4E9',
  orange: '#E69F00',
  yellow: '#F0E442',
} as const
