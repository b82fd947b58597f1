/**
 * The icons of the window. They stand beside words and say nothing of their own, so readers of the screen are
 * spared the English names that the set gives them; one that stands alone is given a name where it is used.
 *
 * Drawn from the shapes alone, in the markup that antd gives them: its own components would bring the whole of its styles to the first page.
 */
import * as shapes from '@ant-design/icons-svg';
import { createElement, type ComponentType, type HTMLAttributes, type ReactNode } from 'react';

type Definition = typeof shapes.PlusOutlined;
type Node = Exclude<Definition['icon'], (...colors: never[]) => unknown>;
type Props = HTMLAttributes<HTMLSpanElement>;

/** The names of attributes as React wants them. */
const attributesOf = ({ attrs }: Node): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attrs).map(([name, value]) => [name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase()), value]),
  );

const draw = (node: Node, at: number): ReactNode => createElement(node.tag, { key: at, ...attributesOf(node) }, node.children?.map(draw));

function shown({ name, icon }: Definition): ComponentType<Props> {
  if (typeof icon === 'function') throw new Error(`the icon ${name} has two colors`);
  const children = icon.children?.map(draw);
  const svg = { ...attributesOf(icon), 'data-icon': name, width: '1em', height: '1em', fill: 'currentColor', 'aria-hidden': true };
  const turns = name === 'loading' ? ' anticon-spin' : '';
  return function Icon({ className, ...rest }: Props) {
    return (
      <span
        {...(rest['aria-label'] === undefined ? { 'aria-hidden': true } : { role: 'img' })}
        {...rest}
        className={`anticon anticon-${name}${turns}${className === undefined ? '' : ` ${className}`}`}
      >
        <svg {...svg}>{children}</svg>
      </span>
    );
  };
}

export const ArrowLeftOutlined = shown(shapes.ArrowLeftOutlined);
export const AuditOutlined = shown(shapes.AuditOutlined);
export const BarChartOutlined = shown(shapes.BarChartOutlined);
export const BorderOutlined = shown(shapes.BorderOutlined);
export const BulbOutlined = shown(shapes.BulbOutlined);
export const CameraOutlined = shown(shapes.CameraOutlined);
export const CheckCircleFilled = shown(shapes.CheckCircleFilled);
export const CheckCircleOutlined = shown(shapes.CheckCircleOutlined);
export const CheckOutlined = shown(shapes.CheckOutlined);
export const CheckSquareOutlined = shown(shapes.CheckSquareOutlined);
export const ClockCircleOutlined = shown(shapes.ClockCircleOutlined);
export const CloseCircleFilled = shown(shapes.CloseCircleFilled);
export const CloseOutlined = shown(shapes.CloseOutlined);
export const ColumnWidthOutlined = shown(shapes.ColumnWidthOutlined);
export const CommentOutlined = shown(shapes.CommentOutlined);
export const DeleteOutlined = shown(shapes.DeleteOutlined);
export const DisconnectOutlined = shown(shapes.DisconnectOutlined);
export const DoubleLeftOutlined = shown(shapes.DoubleLeftOutlined);
export const DoubleRightOutlined = shown(shapes.DoubleRightOutlined);
export const DownOutlined = shown(shapes.DownOutlined);
export const CopyOutlined = shown(shapes.CopyOutlined);
export const DownloadOutlined = shown(shapes.DownloadOutlined);
export const EditOutlined = shown(shapes.EditOutlined);
export const ExclamationCircleFilled = shown(shapes.ExclamationCircleFilled);
export const ExclamationCircleOutlined = shown(shapes.ExclamationCircleOutlined);
export const ExportOutlined = shown(shapes.ExportOutlined);
export const FilePdfOutlined = shown(shapes.FilePdfOutlined);
export const FileProtectOutlined = shown(shapes.FileProtectOutlined);
export const FileSearchOutlined = shown(shapes.FileSearchOutlined);
export const FlagFilled = shown(shapes.FlagFilled);
export const FlagOutlined = shown(shapes.FlagOutlined);
export const FullscreenExitOutlined = shown(shapes.FullscreenExitOutlined);
export const FullscreenOutlined = shown(shapes.FullscreenOutlined);
export const HistoryOutlined = shown(shapes.HistoryOutlined);
export const HomeOutlined = shown(shapes.HomeOutlined);
export const ImportOutlined = shown(shapes.ImportOutlined);
export const InboxOutlined = shown(shapes.InboxOutlined);
export const InfoCircleFilled = shown(shapes.InfoCircleFilled);
export const InfoCircleOutlined = shown(shapes.InfoCircleOutlined);
export const LeftOutlined = shown(shapes.LeftOutlined);
export const LoadingOutlined = shown(shapes.LoadingOutlined);
export const LockOutlined = shown(shapes.LockOutlined);
export const MinusSquareOutlined = shown(shapes.MinusSquareOutlined);
export const NotificationOutlined = shown(shapes.NotificationOutlined);
export const OrderedListOutlined = shown(shapes.OrderedListOutlined);
export const PaperClipOutlined = shown(shapes.PaperClipOutlined);
export const PictureOutlined = shown(shapes.PictureOutlined);
export const PlusOutlined = shown(shapes.PlusOutlined);
export const PlusSquareOutlined = shown(shapes.PlusSquareOutlined);
export const RedoOutlined = shown(shapes.RedoOutlined);
export const RightOutlined = shown(shapes.RightOutlined);
export const RotateRightOutlined = shown(shapes.RotateRightOutlined);
export const SafetyCertificateOutlined = shown(shapes.SafetyCertificateOutlined);
export const SearchOutlined = shown(shapes.SearchOutlined);
export const SettingOutlined = shown(shapes.SettingOutlined);
export const StarFilled = shown(shapes.StarFilled);
export const SwapOutlined = shown(shapes.SwapOutlined);
export const TableOutlined = shown(shapes.TableOutlined);
export const TeamOutlined = shown(shapes.TeamOutlined);
export const TranslationOutlined = shown(shapes.TranslationOutlined);
export const UndoOutlined = shown(shapes.UndoOutlined);
export const UpOutlined = shown(shapes.UpOutlined);
export const UserAddOutlined = shown(shapes.UserAddOutlined);
export const WarningOutlined = shown(shapes.WarningOutlined);
export const ZoomInOutlined = shown(shapes.ZoomInOutlined);
export const ZoomOutOutlined = shown(shapes.ZoomOutOutlined);
