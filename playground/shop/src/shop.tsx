import type { JSX } from 'react'
import { Backstage } from './backstage.tsx'
import { ProductShelf } from './product-shelf.tsx'

export function Shop(): JSX.Element {
  return (
    <>
      <header className="top">
        <img src="/lamp.svg" alt="" width="28" height="28" />
        <span className="brand">Limelight</span>
        <span className="claim">Lamps for small stages</span>
        <span className="cart">Cart · 3</span>
      </header>
      <main>
        <h1>Something to be seen in.</h1>
        <ProductShelf />
        <Backstage />
      </main>
    </>
  )
}
