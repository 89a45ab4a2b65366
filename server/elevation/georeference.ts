import type { GeoTIFFImage } from 'geotiff';
import { text } from '../../data/text.ts';
import { StartError } from '../start-error.ts';
import { knownSystems, type Projection, projectionOf } from './projection.ts';

/** Where the cells of a raster lie. Columns and rows count cell centres: 0, 0 is the middle of the north-western cell. */
export interface Georeference {
  toCell(longitude: number, latitude: number): [column: number, row: number];
  toPosition(column: number, row: number): [longitude: number, latitude: number];
}

/** GeoTIFF's word for "described by parameters instead of a code". */
const userDefined = 32_767;
const metre = 9001;

/** @throws StartError naming the file where it has no place on earth, or one that cannot be worked out here. */
export function readGeoreference(image: GeoTIFFImage, file: string): Georeference {
  const projection = readProjection(image, file);
  const { a, b, c, d, e, f } = readAffine(image, file);
  const determinant = a * e - b * d;
  return {
    toCell(longitude, latitude) {
      const [x, y] = projection.forward(longitude, latitude);
      return [(e * (x - c) - b * (y - f)) / determinant, (a * (y - f) - d * (x - c)) / determinant];
    },
    toPosition: (column, row) => projection.inverse(a * column + b * row + c, d * column + e * row + f),
  };
}

function readProjection(image: GeoTIFFImage, file: string): Projection {
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
  const projection = typeof epsg === 'number' ? projectionOf(epsg) : undefined;
  if (projection !== undefined) return projection;
  const named = typeof epsg === 'number' && epsg !== userDefined;
  throw new StartError(
    'elevation_crs_unknown',
    text(
      `高程文件 ${file} 的坐标系${named ? ` EPSG:${epsg} 不受支持` : '没有 EPSG 代码'}；可先用 gdalwarp -t_srs EPSG:4490 转换。支持：${knownSystems}`,
      `the coordinate system of ${file} ${named ? `(EPSG:${epsg}) is not supported` : 'has no EPSG code'}; convert it with gdalwarp -t_srs EPSG:4490. Supported: ${knownSystems}`,
    ),
  );
}

/** x = a·column + b·row + c, y = d·column + e·row + f, of cell centres. */
interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
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
