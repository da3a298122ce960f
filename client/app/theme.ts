import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

// Shade 8 is the accent: white on it has a contrast of 5.2 in both schemes.
const accent: MantineColorsTuple = [
  '#e6f2f9',
  '#cce4f2',
  '#a3cde6',
  '#7ab6da',
  '#56a3d0',
  '#3392c6',
  '#1a82bc',
  '#4ba3d9',
  '#0072b2',
  '#005a8c',
]

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent },
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.179,
  defaultRadius: 3,
  fontFamily:
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '15px', xl: '18px' },
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
  },
})

/** Mantine's own colours of small text, raised to AA contrast in both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-error': '#a8201a',
    '--mantine-color-dimmed': '#565c63',
    '--mantine-color-placeholder': '#666c73',
    '--mantine-color-text': '#1a1a1a',
  },
  dark: {
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-dimmed': '#a9b0b8',
    '--mantine-color-placeholder': '#a9b0b8',
    '--mantine-color-body': '#17191c',
    '--mantine-color-text': '#e8eaed',
  },
})
