import { Drawer, type DrawerProps } from 'antd';
import { sizes } from '../theme/sizes.ts';

/** A drawer at the side of the screen, forgotten when it closes. */
export function SideDrawer({ wide = false, ...drawer }: Omit<DrawerProps, 'size' | 'destroyOnHidden'> & { wide?: boolean }) {
  return <Drawer size={wide ? sizes.wideDrawer : sizes.drawer} destroyOnHidden {...drawer} />;
}
