declare module '*.css?inline&for=loader/loader.css' {
  const css: string
  export default css
}

declare module '*.css?inline&for=loader/surfaces.css' {
  const css: string
  export default css
}
