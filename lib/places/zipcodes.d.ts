declare module "zipcodes" {
  namespace zipcodes {
    type ZipCode = {
      zip: string;
      latitude: number;
      longitude: number;
      city: string;
      state: string;
      country: "US" | "Canada";
    };
  }
  const zipcodes: { codes: Record<string, zipcodes.ZipCode | undefined> & { [key: string]: zipcodes.ZipCode } };
  export = zipcodes;
}
