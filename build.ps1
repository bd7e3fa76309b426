# Builds the host when a source is newer than it, and runs it: arguments, terminal and exit code are its own. build.sh does the same.
$ErrorActionPreference = 'Stop'

$root = $PSScriptRoot
$buildHost = Join-Path $root 'build/bin/Release/net10.0/hopguard.dll'
$stamp = Join-Path $root 'build/obj/built'

$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
# The command lines that are proposed begin as the one that was typed did.
if (-not $env:HOPGUARD_STARTED_AS) { $env:HOPGUARD_STARTED_AS = './build.ps1' }

# Every file that the host is made of; the list itself is kept too, since a deleted file is newer than nothing.
function Get-Sources {
  $places = 'build', 'tasks', 'devtasks', 'src', 'analyzers', 'plans', 'tests/Hopguard.Accuracy', 'tests/Hopguard.Lab', 'Directory.Build.props', 'Directory.Packages.props', 'global.json' |
    ForEach-Object { Join-Path $root $_ } | Where-Object { Test-Path $_ }
  Get-ChildItem -Path $places -Recurse -File |
    Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' -and ($_.Extension -in '.cs', '.csproj', '.props', '.targets', '.yaml', '.json' -or $_.FullName -match '[\\/]tests[\\/]Hopguard\.Lab[\\/]') }
}

# What a build is made from: the files, and the switches that MSBuild takes from the environment.
function Get-Inputs {
  (@("UseCakeFrostingPackage=$env:UseCakeFrostingPackage", "CompileAhead=$env:CompileAhead", "DeveloperTasks=$env:DeveloperTasks") + @(Get-Sources).FullName) -join "`n"
}

function Test-Current {
  if (-not ((Test-Path $buildHost) -and (Test-Path $stamp))) { return $false }
  $built = (Get-Item $stamp).LastWriteTimeUtc
  if (Get-Sources | Where-Object { $_.LastWriteTimeUtc -gt $built }) { return $false }
  return ((Get-Inputs) -eq (Get-Content -Raw $stamp))
}

if (-not (Test-Current)) {
  if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine("Error: '.NET SDK 10' is not installed or not on the PATH")
    exit 1
  }
  if (Test-Path $buildHost) { [Console]::Error.WriteLine('Building Hopguard, since its sources changed: about half a minute') }
  else { [Console]::Error.WriteLine('Building Hopguard, this once: about two minutes, more where packages have to be fetched') }
  $watch = [Diagnostics.Stopwatch]::StartNew()
  # Taken before the build: what changes while it runs is built the next time.
  New-Item -ItemType Directory -Force (Split-Path $stamp) | Out-Null
  Set-Content -NoNewline -Path "$stamp.new" -Value (Get-Inputs)
  # The compiler runs for minutes: instrumenting its code costs 40 % more of them than it earns back.
  $instrumented, $env:DOTNET_TieredPGO = $env:DOTNET_TieredPGO, '0'
  $log = & dotnet build (Join-Path $root 'build/Build.csproj') --configuration Release --verbosity quiet -nologo -consoleLoggerParameters:NoSummary 2>&1
  $env:DOTNET_TieredPGO = $instrumented
  if ($LASTEXITCODE -ne 0) {
    $log | ForEach-Object { [Console]::Error.WriteLine($_) }
    [Console]::Error.WriteLine('Error: Hopguard could not be built')
    exit 1
  }
  Move-Item -Force "$stamp.new" $stamp
  [Console]::Error.WriteLine("Hopguard is built, after $([int]$watch.Elapsed.TotalSeconds) s")
}

& dotnet $buildHost @args
exit $LASTEXITCODE
