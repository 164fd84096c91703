import { useId } from 'react'
import type { JSX } from 'react'

const gels: Record<string, string> = {
  'Ghost Light': '#fff1cc',
  'Footlight Strip': '#ffb45c',
  Fresnel: '#ff8f7a',
  'Follow Spot': '#9fd0ff',
  Birdie: '#c6a4ff',
  'Gobo Moon': '#8ff0d0',
}

/** A lamp over a dark stage, in the colour of its gel. */
export function LampPicture({ lamp }: { readonly lamp: string }): JSX.Element {
  const beam = useId()
  const gel = gels[lamp] ?? '#fff1cc'
  return (
    <svg
      className="picture"
      viewBox="0 0 160 100"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <defs>
        <linearGradient id={beam} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor={gel} stopOpacity="0.95" />
          <stop offset="1" stopColor={gel} stopOpacity="0.06" />
        </linearGradient>
      </defs>
      <rect width="160" height="100" fill="#17111c" />
      <rect y="82" width="160" height="18" fill="#231a2a" />
      <path d="M72 30h16l34 58H38z" fill={`url(#${beam})`} />
      <ellipse cx="80" cy="88" rx="42" ry="6" fill={gel} opacity="0.55" />
      <path d="M79 0h2v12h-2z" fill="#584a63" />
      <path d="M68 12h24l4 18H64z" fill="#3b2f45" />
      <ellipse cx="80" cy="30" rx="16" ry="3" fill={gel} />
    </svg>
  )
}
