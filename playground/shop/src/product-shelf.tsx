import { useEffect, useState } from 'react'
import type { JSX } from 'react'
import { askShop } from './ask-shop.ts'
import { LampPicture } from './lamp-picture.tsx'

interface Product {
  readonly id: number
  readonly name: string
  readonly lamp: string
  readonly watts: number
  readonly amount: number
}

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' })

export function ProductShelf(): JSX.Element {
  const [products, setProducts] = useState<readonly Product[]>([])
  useEffect(() => {
    void askShop('/products').then((answer) => setProducts(answer as readonly Product[]))
  }, [])
  return (
    <ul className="shelf" aria-label="Lamps">
      {products.map((product) => (
        <li key={product.id} className="product">
          <LampPicture lamp={product.lamp} />
          <span className="name">{product.lamp}</span>
          <span className="price">{money.format(product.amount / 100)}</span>
          <span className="watts">{product.watts} W</span>
        </li>
      ))}
    </ul>
  )
}
