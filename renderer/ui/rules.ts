/** What a field of a form asks for, with the sentence that says so. */
import type { FormItemProps } from 'antd';

type Rules = NonNullable<FormItemProps['rules']>;

/** Something chosen or entered. */
export const required = (message: string): Rules => [{ required: true, message }];

/** Words; blanks alone are none. */
export const requiredText = (message: string): Rules => [{ required: true, whitespace: true, message }];
