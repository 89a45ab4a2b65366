import type { GeoTIFFImage } from 'geotiff';
import { text } from '../../data/text.ts';
import { StartError } from '../start-error.ts';
import { type CoordinateSystem, coordinateSystem, userDefined } from './any-projection.ts';
import type { Projection } from './projection.ts';

/** Where the cells of a raster lie. Columns and rows count cell centres: 0, 0 is the middle of the north-western cell. */
export interface Georeference {
  toCell(longitude: number, latitude: number): [column: number, row: number];
  toPosition(column: number, row: number): [longitude: number, latitude: number];
  /** The grid that the cells are part of, as a file says it. */
  readonly grid: GridDefinition;
}

export interface GridDefinition {
  /** The same for two rasters of the same coordinate system. */
  readonly system: string;
  readonly affine: Affine;
  readonly geoKeys: GeoKeyTags;
}

/** x = a·column + b·row + c, y = d·column + e·row + f, of cell centres. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** The tags of a GeoTIFF that say its coordinate system. */
export interface GeoKeyTags {
  readonly directory: readonly number[];
  readonly doubles: readonly number[];
  readonly ascii: string;
}

const metre = 9001;

/** @throws StartError naming the file where it has no place on earth, or one that cannot be worked out here. */
export async function readGeoreference(image: GeoTIFFImage, file: string): Promise<Georeference> {
  const projection = await readProjection(image, file);
  const affine = readAffine(image, file);
  const geoKeys: GeoKeyTags = {
    directory: Array.from((await image.fileDirectory.loadValue('GeoKeyDirectory')) ?? []),
    doubles: Array.from((await image.fileDirectory.loadValue('GeoDoubleParams')) ?? []),
    ascii: (await image.fileDirectory.loadValue('GeoAsciiParams')) ?? '',
  };
  return makeGeoreference(projection, { system: projection.definition, affine, geoKeys });
}

export function makeGeoreference(projection: Projection, grid: GridDefinition): Georeference {
  const { a, b, c, d, e, f } = grid.affine;
  const determinant = a * e - b * d;
  return {
    grid,
    toCell(longitude, latitude) {
      const [x, y] = projection.forward(longitude, latitude);
      return [(e * (x - c) - b * (y - f)) / determinant, (a * (y - f) - d * (x - c)) / determinant];
    },
    toPosition: (column, row) => projection.inverse(a * column + b * row + c, d * column + e * row + f),
  };
}

async function readProjection(image: GeoTIFFImage, file: string): Promise<CoordinateSystem> {
  const keys = image.getGeoKeys() ?? {};
  const epsg: unknown = keys.ProjectedCSTypeGeoKey ?? keys.GeographicTypeGeoKey;
  const verticalUnit: unknown = keys.VerticalUnitsGeoKey;
  if (verticalUnit !== undefined && verticalUnit !== metre) {
    throw new StartError(
      'elevation_not_in_metres',
      text(
        `高程文件 ${file} 的高程单位不是米（单位代码 ${verticalUnit}），请先换算为米`,
        `the heights of ${file} are not in metres (unit code ${verticalUnit}); convert them to metres first`,
      ),
    );
  }
  const system = await coordinateSystem(keys);
  if (system !== undefined) return system;
  const named = typeof epsg === 'number' && epsg !== userDefined ? `EPSG:${epsg}` : undefined;
  throw new StartError(
    'elevation_crs_unknown',
    text(
      `高程文件 ${file} ${named ? `的坐标系 ${named} 未知，或其与 WGS 84 的换算关系未公开` : '没有写明坐标系'}；请先用 gdalwarp -t_srs EPSG:4490 转换`,
      `${named ? `the coordinate system of ${file} (${named}) is not known, or its shift to WGS 84 is not published` : `${file} does not say its coordinate system`}; convert it with gdalwarp -t_srs EPSG:4490`,
    ),
  );
}

function readAffine(image: GeoTIFFImage, file: string): Affine {
  const tiePoint: ArrayLike<number> | undefined = image.fileDirectory.getValue('ModelTiepoint');
  const scale: ArrayLike<number> | undefined = image.fileDirectory.getValue('ModelPixelScale');
  const matrix: ArrayLike<number> | undefined = image.fileDirectory.getValue('ModelTransformation');
  let corner: Affine | undefined;
  if (matrix !== undefined) {
    const [a = 0, b = 0, , c = 0, d = 0, e = 0, , f = 0] = Array.from(matrix);
    corner = { a, b, c, d, e, f };
  } else if (tiePoint?.length === 6 && scale !== undefined) {
    const [i = 0, j = 0, , x = 0, y = 0] = Array.from(tiePoint);
    const [width = 0, height = 0] = Array.from(scale);
    corner = { a: width, b: 0, c: x - i * width, d: 0, e: -height, f: y + j * height };
  }
  if (corner === undefined || !(Math.abs(corner.a * corner.e - corner.b * corner.d) > 0)) {
    throw new StartError(
      'elevation_not_georeferenced',
      text(
        `高程文件 ${file} 没有可用的地理位置信息；请用 gdal_translate -a_ullr 或 gdalwarp 重新生成`,
        `${file} does not say where on earth it lies; give it a place with gdal_translate -a_ullr or gdalwarp`,
      ),
    );
  }
  // In "pixel is area" files the tie point is a cell's north-western corner, in "pixel is point" files its centre.
  if (!image.pixelIsArea()) return corner;
  const { a, b, c, d, e, f } = corner;
  return { ...corner, c: c + (a + b) / 2, f: f + (d + e) / 2 };
}
