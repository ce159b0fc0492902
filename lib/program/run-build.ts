import { buildIfStale } from "./build";

// `npm run build`: the pages and the bill of materials, as `npm start` makes them where they are stale.
const built = await buildIfStale(console.log);
console.log(built ? "Built." : "The build is up to date.");
