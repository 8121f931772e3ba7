@echo off
rem Double click: installs what is missing, then serves the site. ASCII only, so that every console shows it.
rem chay.bat --class opens the site to the room from the start.
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
cd /d "%~dp0"

set "PY="
for %%V in (3.13 3.12 3.11) do call :try py -%%V
call :try python
if not defined PY goto nopython

set "FROM="
if exist "wheelhouse\*.whl" set "FROM=--wheelhouse wheelhouse"
%PY% -m quizapp.operation.first_install %FROM%
if errorlevel 1 goto failed

".venv\Scripts\python.exe" app.py %*
if errorlevel 1 goto failed
exit /b 0

:try
if defined PY exit /b 0
%* -c "import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))" >nul 2>nul
if not errorlevel 1 set "PY=%*"
exit /b 0

:nopython
echo.
echo May chua co Python 3.11, 3.12 hoac 3.13.
echo Hay tai Python 3.13 tai https://www.python.org/downloads/windows/ roi cai dat;
echo o man hinh dau tien, nho danh dau vao o "Add python.exe to PATH".
echo Cai xong, bam dup lai tep chay.bat.
echo (Python 3.11, 3.12 or 3.13 is missing: install it from python.org and tick "Add python.exe to PATH".)
echo.
pause
exit /b 1

:failed
echo.
echo Chua chay duoc. Ly do o cac dong tren. (The reason stands in the lines above.)
echo.
pause
exit /b 1
