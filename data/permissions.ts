import type { LayerDefinition } from './layers/definition.ts';
import { elevationKeepers, type Role, rainReporters, roles } from './roles.ts';
import { type Text, text } from './text.ts';

/** Of an account, what permissions hang on. */
interface Member {
  readonly role: Role;
  /** Code of the township whose features it edits; null for all other roles. */
  readonly township: string | null;
}

export type Permission = { readonly allowed: true } | { readonly allowed: false; readonly reason: Text };

/** Where a feature is said to belong, and where it lies. */
export interface Belonging {
  /** Its member `township`. */
  readonly township: string | undefined;
  /** Whether it lies within the area of the asking account's township; undefined where no such area is drawn. */
  readonly inside: boolean | undefined;
}

const allowed: Permission = { allowed: true };

/** Whether the principal may read. All layers alike: each role reads everything. */
export function mayRead(principal: { readonly kind: 'stranger' | 'session' | 'token' }, publicRead: boolean): boolean {
  return principal.kind !== 'stranger' || publicRead;
}

/** Whether an account's role edits a layer at all. Of a township's features the answer for one may still be no. */
export function mayEdit(account: Pick<Member, 'role'>, layer: LayerDefinition): Permission {
  if (layer.editors.includes(account.role)) return allowed;
  const role = roles[account.role].title;
  const editors = layer.editors.map((editor) => roles[editor].title);
  return refuse(
    `“${role.zh}”账户不能编辑图层“${layer.title.zh}”；可编辑的有：${editors.map(({ zh }) => zh).join('、')}`,
    `The role ${role.en} cannot edit the layer ${layer.id}; those that can: ${editors.map(({ en }) => en).join(', ')}`,
  );
}

/** Whether an account's role imports elevation and removes it: the whole county's findings rest on it. */
export function mayKeepElevation({ role }: Pick<Member, 'role'>): Permission {
  if (elevationKeepers.includes(role)) return allowed;
  const keepers = elevationKeepers.map((keeper) => roles[keeper].title);
  return refuse(
    `“${roles[role].title.zh}”账户不能导入或删除高程数据；可以的有：${keepers.map(({ zh }) => zh).join('、')}`,
    `The role ${roles[role].title.en} neither imports nor removes elevation; those that do: ${keepers.map(({ en }) => en).join(', ')}`,
  );
}

/**
 * Whether an account may make one change, by what the feature is before and after it. A township edits its own
 * features: by their member `township` and by where they lie, before and after, so that neither a new label nor a
 * moved geometry takes a feature out of another's hands or into them.
 */
export function mayChange(
  account: Member,
  verb: 'create' | 'update' | 'replace' | 'delete' | 'restore',
  layer: LayerDefinition,
  belongings: { readonly before?: Belonging | undefined; readonly after?: Belonging | undefined },
): Permission {
  const role = mayEdit(account, layer);
  if (!role.allowed || account.role !== 'township') return role;
  const own = account.township;
  const { before, after } = belongings;
  for (const { township, inside } of [before, after].filter((one) => one !== undefined)) {
    const isNew = verb === 'create';
    if (own === null || township !== own) {
      return refuse(
        `乡镇账户只能编辑本乡镇（${own}）的要素；${isNew ? '新' : '该'}要素的“所属乡镇”为“${township ?? '未填'}”`,
        `A township's account edits the features of its own township (${own}); the ${isNew ? 'new ' : ''}feature has the township "${township ?? 'none'}"`,
      );
    }
    if (inside === undefined) {
      return refuse(
        `图层“乡镇”中没有本乡镇（${own}）的范围，无法判断要素是否在其中；请管理员先录入范围`,
        `The layer of townships has no area for ${own}, so that it cannot be told whether the feature lies in it; an administrator has to draw it first`,
      );
    }
    if (!inside) {
      return refuse(
        `要素不在本乡镇（${own}）范围内，乡镇账户不能编辑`,
        `The feature does not lie within the area of the township (${own}), so that its account cannot edit it`,
      );
    }
  }
  return allowed;
}

export function mayReportRain({ role }: Pick<Member, 'role'>): Permission {
  if (rainReporters.includes(role)) return allowed;
  return refuse(
    `“${roles[role].title.zh}”账户不能录入雨量和雨量站；可录入的有：${rainReporters.map((one) => roles[one].title.zh).join('、')}`,
    `The role ${roles[role].title.en} enters neither rain nor gauges; those that do: ${rainReporters.map((one) => roles[one].title.en).join(', ')}`,
  );
}

function refuse(zh: string, en: string): Permission {
  return { allowed: false, reason: text(zh, en) };
}
