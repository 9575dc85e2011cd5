// Draws each chart of the page from the table below it; a click on a mark opens the rows behind it. Without this script the tables stand there.
(() => {
  'use strict';
  const colours = ['#1d4f91', '#d97706', '#5b7f2b', '#8a3a78', '#4b8fb8', '#7a5c2e'];
  const font = getComputedStyle(document.body).fontFamily;
  const ink = '#1c2733';

  const read = figure => {
    const [, ...series] = [...figure.querySelectorAll('thead th')].map(th => th.textContent.trim());
    const rows = [...figure.querySelectorAll('tbody tr')].map(tr => ({
      name: tr.querySelector('th').textContent.trim(),
      cells: [...tr.querySelectorAll('td')].map(td => ({ value: td.dataset.value === '' || td.dataset.value === undefined ? null : Number(td.dataset.value), address: td.querySelector('a')?.getAttribute('href') })),
    }));
    return { series, rows };
  };

  // Long names of sections and categories stand beside lying bars; months stand below.
  const option = (kind, unit, { series, rows }) => {
    const isLine = kind === 'line';
    const names = { type: 'category', data: rows.map(r => r.name), inverse: !isLine, axisTick: { show: false }, axisLabel: { color: ink, fontSize: 12, hideOverlap: true, ...(isLine ? {} : { width: 132, overflow: 'truncate' }) } };
    const values = { type: 'value', minInterval: unit === '%' ? null : 1, max: unit === '%' ? 100 : null, axisLabel: { color: ink, fontSize: 12 }, splitLine: { lineStyle: { color: '#e3e8ee' } } };
    return {
      animation: false,
      color: colours,
      textStyle: { fontFamily: font, color: ink },
      aria: { enabled: true, label: { enabled: false }, decal: { show: true } }, // patterns: colour is never the only sign
      grid: { left: 8, right: isLine ? 24 : 40, top: series.length > 1 ? 36 : 12, bottom: 8, containLabel: true },
      legend: series.length > 1 ? { top: 0, left: 'center', itemWidth: 28, textStyle: { color: ink } } : undefined,
      tooltip: { trigger: isLine ? 'axis' : 'item', renderMode: 'richText', valueFormatter: v => v === null || v === undefined ? '—' : unit === '%' ? `${v.toFixed(1)}%` : `${v}` },
      xAxis: isLine ? names : values,
      yAxis: isLine ? values : names,
      series: series.map((name, i) => ({
        name,
        type: isLine ? 'line' : 'bar',
        stack: kind === 'stack' ? 'all' : undefined,
        data: rows.map(r => r.cells[i].value),
        symbol: ['circle', 'rect', 'triangle'][i % 3], symbolSize: 7, connectNulls: false,
        lineStyle: { width: 2, type: ['solid', 'dashed', 'dotted'][i % 3] },
        barMaxWidth: 22,
        label: isLine ? undefined : { show: true, position: kind === 'stack' ? 'inside' : 'right', color: ink, textBorderColor: '#fff', textBorderWidth: 3, formatter: p => p.value > 0 ? `${p.value}` : '' },
        cursor: 'pointer',
      })),
    };
  };

  for (const figure of document.querySelectorAll('figure[data-chart]')) {
    const place = figure.querySelector('.chart-canvas');
    if (!place || typeof echarts === 'undefined') continue;
    const data = read(figure);
    place.hidden = false;
    if (figure.dataset.chart !== 'line') place.style.height = `${Math.max(8, data.rows.length * 2 + 4)}rem`;
    const chart = echarts.init(place, null, { renderer: 'canvas', devicePixelRatio: Math.max(2, devicePixelRatio) });
    chart.setOption(option(figure.dataset.chart, figure.dataset.unit, data));
    chart.on('click', point => {
      const address = data.rows[point.dataIndex]?.cells[point.seriesIndex]?.address;
      if (address) location.assign(address);
    });
    addEventListener('resize', () => { if (!matchMedia('print').matches) chart.resize(); }); // on paper the drawing is scaled as it is
    figure.querySelector('details').open = false;
  }
})();
