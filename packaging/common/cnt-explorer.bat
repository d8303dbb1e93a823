@echo off
rem Starts CNT Explorer with the first Java found that is new enough: JAVA_HOME, then PATH, then the folders where they are usually installed.
setlocal EnableExtensions DisableDelayedExpansion

set "NEEDED=@jdk.version@"
set "FLAGS=@jvm.flags@"
set "JAR=%~dp0..\lib\@project.build.finalName@.jar"
set "FOUND="
set "KEPT="

rem What the build kept for a fast start: of the window, and of commands that open none, which also go without what only a window waits for.
if exist "%~dp0..\window.jsa" set KEPT=-Xlog:disable "-XX:SharedArchiveFile=%~dp0..\window.jsa"
for %%C in (metrics figure graph divergence activations study snapshot) do if "%~1"=="%%C" set "FLAGS=@command.flags@" & set "KEPT=" & if exist "%~dp0..\start.aot" set KEPT=-Xlog:disable "-XX:AOTCache=%~dp0..\start.aot"

if defined JAVA_HOME call :try "%JAVA_HOME%\bin\java.exe"
for %%J in (java.exe) do call :try "%%~$PATH:J"
for /d %%D in (
    "%ProgramFiles%\Java\*"
    "%ProgramFiles%\Eclipse Adoptium\*"
    "%ProgramFiles%\Microsoft\jdk*"
    "%ProgramFiles%\Zulu\*"
    "%ProgramFiles%\BellSoft\*"
    "%ProgramFiles%\Amazon Corretto\*"
    "%ProgramFiles%\SapMachine\*"
    "%ProgramFiles%\Semeru\*"
    "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*"
    "%USERPROFILE%\.jdks\*"
    "%USERPROFILE%\.sdkman\candidates\java\*"
    "%USERPROFILE%\scoop\apps\temurin*"
) do (
    call :try "%%~D\bin\java.exe"
    call :try "%%~D\current\bin\java.exe"
)

if not defined FOUND (
    echo cnt-explorer: no Java %NEEDED% or newer was found; install a JDK %NEEDED%, such as Eclipse Temurin, or set JAVA_HOME to one.>&2
    exit /b 1
)
"%FOUND%" %FLAGS% %KEPT% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

rem Takes %1 where it is a Java that is new enough.
:try
if defined FOUND exit /b 0
if not exist "%~1" exit /b 0
for /f "tokens=3" %%V in ('^""%~1" -version 2^>^&1 ^| findstr /c:" version "^"') do (
    for /f "delims=.-+_" %%M in ("%%~V") do if %%M GEQ %NEEDED% set "FOUND=%~1"
)
exit /b 0
