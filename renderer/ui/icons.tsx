/**
 * The icons of the window. They stand beside words and say nothing of their own, so readers of the screen are
 * spared the English names that the set gives them; one that stands alone is given a name where it is used.
 */
import {
  ArrowLeftOutlined as ArrowLeftShape,
  AuditOutlined as AuditShape,
  BarChartOutlined as BarChartShape,
  BorderOutlined as BorderShape,
  BulbOutlined as BulbShape,
  CameraOutlined as CameraShape,
  CheckCircleOutlined as CheckCircleShape,
  CheckOutlined as CheckShape,
  CheckSquareOutlined as CheckSquareShape,
  ClockCircleOutlined as ClockCircleShape,
  DeleteOutlined as DeleteShape,
  DisconnectOutlined as DisconnectShape,
  DownOutlined as DownShape,
  DownloadOutlined as DownloadShape,
  EditOutlined as EditShape,
  ExclamationCircleOutlined as ExclamationCircleShape,
  ExportOutlined as ExportShape,
  FilePdfOutlined as FilePdfShape,
  FileProtectOutlined as FileProtectShape,
  FileSearchOutlined as FileSearchShape,
  HistoryOutlined as HistoryShape,
  HomeOutlined as HomeShape,
  ImportOutlined as ImportShape,
  InboxOutlined as InboxShape,
  InfoCircleOutlined as InfoCircleShape,
  LoadingOutlined as LoadingShape,
  LockOutlined as LockShape,
  NotificationOutlined as NotificationShape,
  OrderedListOutlined as OrderedListShape,
  PaperClipOutlined as PaperClipShape,
  PictureOutlined as PictureShape,
  PlusOutlined as PlusShape,
  RedoOutlined as RedoShape,
  RightOutlined as RightShape,
  SafetyCertificateOutlined as SafetyCertificateShape,
  SearchOutlined as SearchShape,
  SettingOutlined as SettingShape,
  StarFilled as StarShape,
  SwapOutlined as SwapShape,
  TableOutlined as TableShape,
  TeamOutlined as TeamShape,
  TranslationOutlined as TranslationShape,
  UndoOutlined as UndoShape,
  UserAddOutlined as UserAddShape,
  WarningOutlined as WarningShape,
} from '@ant-design/icons';
import type { ComponentProps, ComponentType } from 'react';

type Props = ComponentProps<typeof PlusShape>;

/** beside words an icon says nothing of its own */
const unspoken = { role: undefined, 'aria-label': undefined, 'aria-hidden': true } as const;

function quiet(Shape: ComponentType<Props>): ComponentType<Props> {
  return function Icon(props: Props) {
    return props['aria-label'] ? <Shape {...props} /> : <Shape {...unspoken} {...props} />;
  };
}

export const ArrowLeftOutlined = quiet(ArrowLeftShape);
export const AuditOutlined = quiet(AuditShape);
export const BarChartOutlined = quiet(BarChartShape);
export const BorderOutlined = quiet(BorderShape);
export const BulbOutlined = quiet(BulbShape);
export const CameraOutlined = quiet(CameraShape);
export const CheckCircleOutlined = quiet(CheckCircleShape);
export const CheckOutlined = quiet(CheckShape);
export const CheckSquareOutlined = quiet(CheckSquareShape);
export const ClockCircleOutlined = quiet(ClockCircleShape);
export const DeleteOutlined = quiet(DeleteShape);
export const DisconnectOutlined = quiet(DisconnectShape);
export const DownOutlined = quiet(DownShape);
export const DownloadOutlined = quiet(DownloadShape);
export const EditOutlined = quiet(EditShape);
export const ExclamationCircleOutlined = quiet(ExclamationCircleShape);
export const ExportOutlined = quiet(ExportShape);
export const FilePdfOutlined = quiet(FilePdfShape);
export const FileProtectOutlined = quiet(FileProtectShape);
export const FileSearchOutlined = quiet(FileSearchShape);
export const HistoryOutlined = quiet(HistoryShape);
export const HomeOutlined = quiet(HomeShape);
export const ImportOutlined = quiet(ImportShape);
export const InboxOutlined = quiet(InboxShape);
export const InfoCircleOutlined = quiet(InfoCircleShape);
export const LoadingOutlined = quiet(LoadingShape);
export const LockOutlined = quiet(LockShape);
export const NotificationOutlined = quiet(NotificationShape);
export const OrderedListOutlined = quiet(OrderedListShape);
export const PaperClipOutlined = quiet(PaperClipShape);
export const PictureOutlined = quiet(PictureShape);
export const PlusOutlined = quiet(PlusShape);
export const RedoOutlined = quiet(RedoShape);
export const RightOutlined = quiet(RightShape);
export const SafetyCertificateOutlined = quiet(SafetyCertificateShape);
export const SearchOutlined = quiet(SearchShape);
export const SettingOutlined = quiet(SettingShape);
export const StarFilled = quiet(StarShape);
export const SwapOutlined = quiet(SwapShape);
export const TableOutlined = quiet(TableShape);
export const TeamOutlined = quiet(TeamShape);
export const TranslationOutlined = quiet(TranslationShape);
export const UndoOutlined = quiet(UndoShape);
export const UserAddOutlined = quiet(UserAddShape);
export const WarningOutlined = quiet(WarningShape);
