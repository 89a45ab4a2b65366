import type { LayerDefinition, Symbol as LayerSymbol } from '../../../data/layers/definition.ts';
import { markDataUrl, markSide, pointMark } from '../../map/marks.ts';

interface SwatchProps {
  readonly layer: LayerDefinition;
  readonly value: string | undefined;
  readonly symbol: LayerSymbol;
}

const width = 28;
const height = 16;

/** A sample of the symbol, from the same table as the map. Its meaning stands beside it, so it is silent to readers. */
export function Swatch({ layer, value, symbol }: SwatchProps) {
  if (layer.geometry === 'Point') {
    const mark = pointMark(layer, value);
    const side = markSide(mark);
    return <img src={markDataUrl(mark)} width={side} height={side} alt="" />;
  }
  return layer.geometry === 'MultiPolygon' ? <Area symbol={symbol} /> : <Line symbol={symbol} />;
}

function Line({ symbol }: { readonly symbol: LayerSymbol }) {
  // A dash shows its pattern best straight; a line that may wind, winding.
  const path = symbol.dash
    ? `M1 ${height / 2}H${width - 1}`
    : `M2 ${height - 4}Q${width / 3} 2 ${width / 2} ${height / 2}T${width - 2} 4`;
  const size = Math.max(1.2, Math.min(symbol.sizePixels, 7));
  return (
    <svg width={width} height={height} aria-hidden="true">
      {symbol.outlineColour && symbol.sizePixels >= 2 ? (
        <path d={path} fill="none" stroke={symbol.outlineColour} strokeWidth={size + 2} strokeLinecap="round" />
      ) : null}
      <path
        d={path}
        fill="none"
        stroke={symbol.colour}
        strokeWidth={size}
        strokeLinecap={symbol.dash ? 'butt' : 'round'}
        strokeDasharray={symbol.dash?.map((part) => part * size).join(' ')}
      />
    </svg>
  );
}

function Area({ symbol }: { readonly symbol: LayerSymbol }) {
  return (
    <svg width={width} height={height} aria-hidden="true">
      <rect
        x="2"
        y="2"
        width={width - 4}
        height={height - 4}
        rx="2"
        fill={symbol.colour}
        fillOpacity={symbol.fillOpacity ?? 1}
        stroke={symbol.outlineColour ?? symbol.colour}
        strokeWidth={Math.max(1, symbol.sizePixels)}
        strokeDasharray={symbol.dash?.map((part) => part * 1.4).join(' ')}
      />
    </svg>
  );
}
