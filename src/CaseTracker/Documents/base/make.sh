#!/bin/sh
# Makes base.docx again from the parts that stand beside this script: edit the parts, run this, commit both. A test compares them.
cd "$(dirname "$0")" && rm -f base.docx && zip -q -X -9 base.docx '[Content_Types].xml' _rels/.rels word/document.xml word/_rels/document.xml.rels word/styles.xml word/settings.xml word/fontTable.xml word/footer1.xml word/footer2.xml
