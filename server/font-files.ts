import { createRequire } from 'node:module'

/** How heavy a text is drawn. */
export type Weight = 'regular' | 'bold'

const FONT_FILES: Readonly<Record<Weight, string>> = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
}

/** Where the font of documents lies in one weight. Throws where it is not installed. */
export function fontFile(weight: Weight): string {
  return createRequire(import.meta.url).resolve(FONT_FILES[weight])
}

/** Where the fonts lie. */
export function fontFiles(): readonly string[] {
  return (['regular', 'bold'] as const).map(fontFile)
}
