/**
 * The icons of the window. They stand beside words and say nothing of their own, so readers of the screen are
 * spared the English names that the set gives them; one that stands alone is given a name where it is used.
 */
import * as shapes from '@ant-design/icons';
import type { ComponentProps, ComponentType } from 'react';

type Props = ComponentProps<typeof shapes.PlusOutlined>;

/** beside words an icon says nothing of its own */
const unspoken = { role: undefined, 'aria-label': undefined, 'aria-hidden': true } as const;

function quiet(Shape: ComponentType<Props>): ComponentType<Props> {
  return function Icon(props: Props) {
    return props['aria-label'] ? <Shape {...props} /> : <Shape {...unspoken} {...props} />;
  };
}

export const ArrowLeftOutlined = quiet(shapes.ArrowLeftOutlined);
export const AuditOutlined = quiet(shapes.AuditOutlined);
export const BarChartOutlined = quiet(shapes.BarChartOutlined);
export const BorderOutlined = quiet(shapes.BorderOutlined);
export const BulbOutlined = quiet(shapes.BulbOutlined);
export const CameraOutlined = quiet(shapes.CameraOutlined);
export const CheckCircleOutlined = quiet(shapes.CheckCircleOutlined);
export const CheckOutlined = quiet(shapes.CheckOutlined);
export const CheckSquareOutlined = quiet(shapes.CheckSquareOutlined);
export const ClockCircleOutlined = quiet(shapes.ClockCircleOutlined);
export const CloseOutlined = quiet(shapes.CloseOutlined);
export const ColumnWidthOutlined = quiet(shapes.ColumnWidthOutlined);
export const DeleteOutlined = quiet(shapes.DeleteOutlined);
export const DisconnectOutlined = quiet(shapes.DisconnectOutlined);
export const DoubleLeftOutlined = quiet(shapes.DoubleLeftOutlined);
export const DoubleRightOutlined = quiet(shapes.DoubleRightOutlined);
export const DownOutlined = quiet(shapes.DownOutlined);
export const DownloadOutlined = quiet(shapes.DownloadOutlined);
export const EditOutlined = quiet(shapes.EditOutlined);
export const ExclamationCircleOutlined = quiet(shapes.ExclamationCircleOutlined);
export const ExportOutlined = quiet(shapes.ExportOutlined);
export const FilePdfOutlined = quiet(shapes.FilePdfOutlined);
export const FileProtectOutlined = quiet(shapes.FileProtectOutlined);
export const FileSearchOutlined = quiet(shapes.FileSearchOutlined);
export const FlagFilled = quiet(shapes.FlagFilled);
export const FlagOutlined = quiet(shapes.FlagOutlined);
export const FullscreenExitOutlined = quiet(shapes.FullscreenExitOutlined);
export const FullscreenOutlined = quiet(shapes.FullscreenOutlined);
export const HistoryOutlined = quiet(shapes.HistoryOutlined);
export const HomeOutlined = quiet(shapes.HomeOutlined);
export const ImportOutlined = quiet(shapes.ImportOutlined);
export const InboxOutlined = quiet(shapes.InboxOutlined);
export const InfoCircleOutlined = quiet(shapes.InfoCircleOutlined);
export const LeftOutlined = quiet(shapes.LeftOutlined);
export const LoadingOutlined = quiet(shapes.LoadingOutlined);
export const LockOutlined = quiet(shapes.LockOutlined);
export const MinusSquareOutlined = quiet(shapes.MinusSquareOutlined);
export const NotificationOutlined = quiet(shapes.NotificationOutlined);
export const OrderedListOutlined = quiet(shapes.OrderedListOutlined);
export const PaperClipOutlined = quiet(shapes.PaperClipOutlined);
export const PictureOutlined = quiet(shapes.PictureOutlined);
export const PlusOutlined = quiet(shapes.PlusOutlined);
export const PlusSquareOutlined = quiet(shapes.PlusSquareOutlined);
export const RedoOutlined = quiet(shapes.RedoOutlined);
export const RightOutlined = quiet(shapes.RightOutlined);
export const RotateRightOutlined = quiet(shapes.RotateRightOutlined);
export const SafetyCertificateOutlined = quiet(shapes.SafetyCertificateOutlined);
export const SearchOutlined = quiet(shapes.SearchOutlined);
export const SettingOutlined = quiet(shapes.SettingOutlined);
export const StarFilled = quiet(shapes.StarFilled);
export const SwapOutlined = quiet(shapes.SwapOutlined);
export const TableOutlined = quiet(shapes.TableOutlined);
export const TeamOutlined = quiet(shapes.TeamOutlined);
export const TranslationOutlined = quiet(shapes.TranslationOutlined);
export const UndoOutlined = quiet(shapes.UndoOutlined);
export const UpOutlined = quiet(shapes.UpOutlined);
export const UserAddOutlined = quiet(shapes.UserAddOutlined);
export const WarningOutlined = quiet(shapes.WarningOutlined);
export const ZoomInOutlined = quiet(shapes.ZoomInOutlined);
export const ZoomOutOutlined = quiet(shapes.ZoomOutOutlined);
