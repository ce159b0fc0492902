export { memberStatuses } from "./table";
