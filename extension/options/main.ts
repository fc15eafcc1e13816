document.body.textContent = 'Inlay';
