/**
 * What the doors of the express lane ask of a request: the part of the web standard's Request that costs nothing to
 * make. A whole Request, with its signal and streams, is half of what accepting a webhook costs.
 */
export type Asked = Pick<Request, "method" | "url" | "arrayBuffer"> & { headers: Pick<Headers, "get"> };
