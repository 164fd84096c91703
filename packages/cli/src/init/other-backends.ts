import { toPathIn } from './project-tree.ts'
import type { ProjectTree } from './project-tree.ts'

/** A backend in another language, by its manifest. */
export interface OtherBackend {
  readonly folder: string
  readonly language: string
  readonly framework: string | undefined
  /** How it is mostly started in development. */
  readonly command: string
  readonly telemetry: readonly string[]
}

interface Language {
  readonly title: string
  readonly manifest: RegExp
  readonly command: string
  /** What a manifest says, what that is called, and how it is started. */
  readonly frameworks: readonly (readonly [RegExp, string, string])[]
}

const languages: readonly Language[] = [
  {
    title: 'Python',
    manifest: /^(?:requirements\.txt|pyproject\.toml|Pipfile|setup\.py|manage\.py)$/,
    command: 'python main.py',
    frameworks: [
      [/\bdjango\b/i, 'Django', 'python manage.py runserver'],
      [/\bfastapi\b/i, 'FastAPI', 'fastapi dev'],
      [/\bflask\b/i, 'Flask', 'flask run'],
      [/\bstarlette\b/i, 'Starlette', 'uvicorn main:app --reload'],
      [/\baiohttp\b/i, 'aiohttp', 'python main.py'],
    ],
  },
  {
    title: 'PHP',
    manifest: /^composer\.json$/,
    command: 'php -S localhost:8000',
    frameworks: [
      [/"laravel\/framework"/, 'Laravel', 'php artisan serve'],
      [/"symfony\/framework-bundle"/, 'Symfony', 'symfony server:start'],
    ],
  },
  {
    title: 'Ruby',
    manifest: /^(?:Gemfile|gems\.rb)$/,
    command: 'bundle exec rackup',
    frameworks: [
      [/["']rails["']/, 'Rails', 'bin/rails server'],
      [/["']sinatra["']/, 'Sinatra', 'bundle exec rackup'],
    ],
  },
  {
    title: 'Go',
    manifest: /^go\.mod$/,
    command: 'go run .',
    frameworks: [
      [/\bgin-gonic\/gin\b/, 'Gin', 'go run .'],
      [/\blabstack\/echo\b/, 'Echo', 'go run .'],
      [/\bgofiber\/fiber\b/, 'Fiber', 'go run .'],
      [/\bgo-chi\/chi\b/, 'chi', 'go run .'],
    ],
  },
  {
    title: 'Java',
    manifest: /^pom\.xml$/,
    command: './mvnw compile exec:java',
    frameworks: [
      [/spring-boot/, 'Spring Boot', './mvnw spring-boot:run'],
      [/quarkus/, 'Quarkus', './mvnw quarkus:dev'],
      [/micronaut/, 'Micronaut', './mvnw mn:run'],
    ],
  },
  {
    title: 'Java',
    manifest: /^build\.gradle(?:\.kts)?$/,
    command: './gradlew run',
    frameworks: [
      [/org\.springframework\.boot/, 'Spring Boot', './gradlew bootRun'],
      [/quarkus/, 'Quarkus', './gradlew quarkusDev'],
      [/micronaut/, 'Micronaut', './gradlew run'],
      [/ktor/, 'Ktor', './gradlew run'],
    ],
  },
  {
    title: '.NET',
    manifest: /\.[cf]sproj$/,
    command: 'dotnet watch',
    frameworks: [[/Microsoft\.NET\.Sdk\.Web/, 'ASP.NET Core', 'dotnet watch']],
  },
  {
    title: 'Rust',
    manifest: /^Cargo\.toml$/,
    command: 'cargo run',
    frameworks: [
      [/^axum\b/m, 'axum', 'cargo run'],
      [/^actix-web\b/m, 'Actix Web', 'cargo run'],
      [/^rocket\b/m, 'Rocket', 'cargo run'],
    ],
  },
  {
    title: 'Elixir',
    manifest: /^mix\.exs$/,
    command: 'mix run --no-halt',
    frameworks: [[/:phoenix\b/, 'Phoenix', 'mix phx.server']],
  },
]

const TELEMETRY: readonly (readonly [RegExp, string])[] = [
  [/\bsentry\b/i, 'Sentry'],
  [/\bopen-?telemetry\b|\botel\b/i, 'OpenTelemetry'],
]

/** Folders beside the project's packages in which a backend is looked for. */
const MOST_FOLDERS = 50

/** In the project's folder, those right below it, and those of its packages. */
export function findOtherBackends(
  tree: ProjectTree,
  workspaces: readonly string[],
): readonly OtherBackend[] {
  const below = tree
    .list('')
    .filter((name) => !/^\.|\./.test(name) && name !== 'node_modules')
    .slice(0, MOST_FOLDERS)
  const folders = [...new Set([...workspaces, ...below])]
  return folders.flatMap((folder) => {
    const names = tree.list(folder)
    return languages.flatMap((language) => {
      const manifests = names.filter((name) => language.manifest.test(name))
      return manifests.length === 0 ? [] : [toBackend(tree, folder, language, manifests)]
    })
  })
}

function toBackend(
  tree: ProjectTree,
  folder: string,
  { title, command, frameworks }: Language,
  manifests: readonly string[],
): OtherBackend {
  const text = manifests.map((name) => tree.read(toPathIn(folder, name)) ?? '').join('\n')
  const [, framework, start] = frameworks.find(([sign]) => sign.test(text)) ?? []
  return {
    folder,
    language: title,
    framework,
    command: start ?? command,
    telemetry: TELEMETRY.filter(([sign]) => sign.test(text)).map(([, name]) => name),
  }
}

const COMPOSE = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml']

/** The file of Docker Compose, in the order in which it looks. */
export function findComposeFile(tree: ProjectTree): string | undefined {
  const names = tree.list('')
  return COMPOSE.find((name) => names.includes(name))
}
