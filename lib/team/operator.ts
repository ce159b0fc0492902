export { isOperator } from "@/lib/operator/operator-leader";
