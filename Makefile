# 第一次运行会在 .venv 里装好所需要的一切（版本见 constraints.txt）。只需要 Python 3.11 以上和 make。
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
VSCODE_MODULES := editors/vscode/node_modules/.package-lock.json
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt

.PHONY: demo test lint bench score docs vscode clean

demo: $(VENV)/demo.stamp  ## 检查 examples/ 里的样例
	@$(BIN)/jixiao check examples || test $$? -eq 1

test: lint  ## 静态检查和全部测试
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/dev.stamp  ## 启动时间、每秒行数、内存
	$(BIN)/python -m tests.bench

score: $(VENV)/dev.stamp  ## 每条规则的查全率和准确率（SETS="名称:用处:文件夹=标注文件夹 …"，写进数据文件再加 --write）
	$(BIN)/python -m tests.score $(SETS)

docs: $(VENV)/dev.stamp  ## 重新生成 docs/ 里的规则说明和例子
	$(BIN)/python docs/generate.py

vscode: $(VENV)/dev.stamp $(VSCODE_MODULES)  ## VS Code 扩展：测试，打包成 editors/vscode/out/jixiao.vsix（要有 npm）
	cd editors/vscode && npm test && npm run package

$(VSCODE_MODULES): editors/vscode/package-lock.json
	cd editors/vscode && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/demo.stamp: $(BIN)/python pyproject.toml constraints.txt
	@echo "正在安装 jixiao（只在第一次）……"
	$(PIP) install --editable .
	@$(BIN)/python -m compileall -q lint
	@$(BIN)/python -m lint.resources.files
	@touch $@

$(VENV)/dev.stamp: $(BIN)/python pyproject.toml constraints.txt
	@echo "正在安装 jixiao 和开发工具（只在第一次）……"
	$(PIP) install --editable '.[dev]'
	@$(BIN)/python -m compileall -q lint
	@$(BIN)/python -m lint.resources.files
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 以上；装好后用 make PYTHON=路径 指定" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "建不了虚拟环境：请先装 Python 的 venv（Debian：apt install python3-venv）" >&2; exit 1; }
