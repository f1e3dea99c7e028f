// Generates the demo once, at PALIER_DEMO_TEMPLATE, for all journeys to copy.

import { Instance } from "./instance.mjs";

const instance = await new Instance(process.env.PALIER_DEMO_TEMPLATE).serve(["--demo"]);
await instance.stop();
