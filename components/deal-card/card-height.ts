/** A card's height in pixels, by how many fields it shows below its own lines: fixed, so that a lane of thousands renders what is in sight. */
export const cardHeight = (fields: number): number => 78 + (fields > 0 ? 4 + fields * 18 : 0);
